import type { Direction } from './direction'
import { exactProfile, type MeanThresholds, type NetShare, passExact, passPublished, publishedProfile } from './profile'

export const RULE_KINDS = ['published', 'exact'] as const
export type RuleKind = (typeof RULE_KINDS)[number]

/** A rule with the mean, in whole percent, from which a dimension is positive; negative from 100 less that downwards. */
export interface ProfileRule {
  readonly kind: RuleKind
  /** A whole number from `LEAST_PERCENT` to 100. */
  readonly percent: number
}

/** The threshold of the published rule. Source: AlignX train/profile_utils.py get_profile. */
export const PUBLISHED_PERCENT = 60

/** The threshold that the profiles of AlignX-test are said to be made with; from a third party, not verified. */
export const TEST_SET_PERCENT = 51

/** The lowest threshold: at a half, a dimension without a vote would count. */
export const LEAST_PERCENT = 51

/** The profile of a history by a rule; `null` without a direction. Throws `RangeError` for a threshold out of range. */
export function inferDirection(history: readonly Direction[], { kind, percent }: ProfileRule): Direction | null {
  if (!Number.isInteger(percent) || percent < LEAST_PERCENT || percent > 100)
    throw new RangeError(`A threshold is a whole percentage from ${LEAST_PERCENT} to 100, not ${percent}`)
  if (history.length === 0) return null
  return kind === 'exact' ? exactProfile(history, shareOf(percent)) : publishedProfile(history, meansFrom(percent))
}

/** Whether no dimension of a history reaches the threshold, so that a rule falls back on the extreme ones; false for none. */
export function keepsExtremes(history: readonly Direction[], { kind, percent }: ProfileRule): boolean {
  if (history.length === 0) return false
  const passed = kind === 'exact' ? passExact(history, shareOf(percent)) : passPublished(history, meansFrom(percent))
  return passed.every((sign) => sign === 0)
}

function shareOf(percent: number): NetShare {
  return { votes: 2 * percent - 100, of: 100 }
}

function meansFrom(percent: number): MeanThresholds {
  return { positive: percent / 100, negative: (100 - percent) / 100 }
}

/** How often a pole survives that one item is left out: `survived` of `of` removals. */
export interface Stability {
  readonly survived: number
  readonly of: number
}

/**
 * Leaves each item of a history out in turn: for each active dimension of its profile, how many of these profiles hold
 * the same pole. 90 entries, `null` where the profile is neutral; `null` for under two items, which leave nothing.
 */
export function leaveOneOut(history: readonly Direction[], rule: ProfileRule): readonly (Stability | null)[] | null {
  const profile = inferDirection(history, rule)
  if (profile === null || history.length < 2) return null
  const others = history.map((_, left) =>
    inferDirection(
      history.filter((_, at) => at !== left),
      rule,
    ),
  )
  return profile.map((sign, index) =>
    sign === 0 ? null : { survived: others.filter((other) => other?.[index] === sign).length, of: history.length },
  )
}
