import { DIMENSION_COUNT } from './dimensions'
import type { Direction, Sign } from './direction'
import type { Example } from './example'

/** Where a profile may take its evidence from. */
export type HistoryParts = 'ugc' | 'pairs' | 'both'

/** The share of net votes from which a dimension counts: `votes` of `of` items. */
export interface NetShare {
  readonly votes: number
  readonly of: number
}

/** The published thresholds, mean >= 0.6 and <= 0.4, as a share of net votes: one of five. */
export const PUBLISHED_NET_SHARE: NetShare = { votes: 1, of: 5 }

/** The means of {0, 0.5, 1} from which a dimension counts as positive, and down to which as negative. */
export interface MeanThresholds {
  readonly positive: number
  readonly negative: number
}

/** The thresholds of the published rule. Source: AlignX train/profile_utils.py get_profile. */
const PUBLISHED_THRESHOLDS: MeanThresholds = { positive: 0.6, negative: 0.4 }

/**
 * The directions of a history, UGC first, as the published scripts order them. Items without a direction are left out;
 * `null` when no item has one (P-Soups), so that nothing can be inferred.
 */
export function historyDirections(
  example: Pick<Example, 'ugc' | 'pairs'>,
  parts: HistoryParts,
): readonly Direction[] | null {
  const items = [...(parts === 'pairs' ? [] : example.ugc), ...(parts === 'ugc' ? [] : example.pairs)]
  const directions = items.flatMap((item) => (item.direction === null ? [] : [item.direction]))
  return directions.length === 0 ? null : directions
}

/**
 * The profile of a history by the published rule, bit for bit, its float32 faults included: a mean of 0.6 counts as
 * positive and one of 0.4 does not count as negative; where no mean counts, only the extreme dimensions are kept, and
 * an all-neutral history becomes negative in all 90. Throws `RangeError` for an empty history, as the published code fails.
 * Other `thresholds` go through the same arithmetic. Source: AlignX train/profile_utils.py get_profile, torch float32.
 */
export function publishedProfile(
  history: readonly Direction[],
  thresholds: MeanThresholds = PUBLISHED_THRESHOLDS,
): Direction {
  if (history.length === 0) throw new RangeError('The published rule needs at least one direction')
  const profile = passPublished(history, thresholds)
  if (profile.some((sign) => sign !== 0)) return profile
  const means = meansOf(history)
  const highest = Math.max(...means)
  const lowest = Math.min(...means)
  if (Math.fround(1 - highest) < lowest) return means.map((mean): Sign => (mean === highest ? 1 : 0))
  return means.map((mean): Sign => (mean === lowest ? -1 : 0))
}

/** The poles that reach the thresholds by the published arithmetic, before its fall-back; empty where none does. */
export function passPublished(history: readonly Direction[], thresholds: MeanThresholds): Direction {
  return meansOf(history).map((mean): Sign => (mean >= thresholds.positive ? 1 : mean <= thresholds.negative ? -1 : 0))
}

/** Means of {0, 0.5, 1} in float32, as torch computes them: 90 of them. */
function meansOf(history: readonly Direction[]): readonly number[] {
  return netVotes(history).map((net) => Math.fround((net + history.length) / 2 / history.length))
}

/**
 * The profile of a history by the published rule in exact arithmetic: both poles need the same net share of votes, and
 * an all-neutral or empty history gives the empty profile (90 zeros). Where no dimension reaches the share, the extreme
 * ones are kept, as published, the negative side on a draw. `share` must be positive.
 */
export function exactProfile(history: readonly Direction[], share: NetShare = PUBLISHED_NET_SHARE): Direction {
  if (!(share.votes > 0 && share.of > 0)) throw new RangeError('A net share must be positive')
  const profile = passExact(history, share)
  if (profile.some((sign) => sign !== 0)) return profile
  const nets = netVotes(history)
  const highest = Math.max(...nets)
  const lowest = Math.min(...nets)
  if (highest === 0 && lowest === 0) return profile
  if (highest + lowest > 0) return nets.map((net): Sign => (net === highest ? 1 : 0))
  return nets.map((net): Sign => (net === lowest ? -1 : 0))
}

/** The poles that reach the net share, before the extreme ones are kept; empty where none does. */
export function passExact(history: readonly Direction[], share: NetShare): Direction {
  const needed = share.votes * history.length
  return netVotes(history).map((net): Sign => {
    if (net === 0 || Math.abs(net) * share.of < needed) return 0
    return net > 0 ? 1 : -1
  })
}

/** Positive minus negative items of each dimension: 90 integers. */
function netVotes(history: readonly Direction[]): number[] {
  const nets = Array<number>(DIMENSION_COUNT).fill(0)
  for (const direction of history)
    direction.forEach((sign, index) => {
      nets[index] = (nets[index] ?? 0) + sign
    })
  return nets
}
