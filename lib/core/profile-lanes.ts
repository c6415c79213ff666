import { DIMENSIONS, GROUPS, type GroupKey } from './dimensions'
import type { Direction, Sign } from './direction'
import type { Example } from './example'
import { readDemographicPoles } from './health/demographic-poles'
import { type DimensionVotes, directionsOf, type HistoryItem, votesOn } from './profile-history'
import { inferDirection, leaveOneOut, type ProfileRule, type Stability } from './profile-rule'
import { parseProfile } from './profile-text'

/** What can say something of a person: the target pair, the history in parts and by both rules, two texts. */
export const LANE_KEYS = ['own', 'ugc', 'pairs', 'published', 'exact', 'demographics', 'profile'] as const
export type LaneKey = (typeof LANE_KEYS)[number]

/** A direction a lane; `null` where there is nothing to read it from. */
export type Lanes = Readonly<Record<LaneKey, Direction | null>>

/**
 * The lanes of a person from the chosen items of the history. UGC and pairs follow the kind of `rule`; `published` and
 * `exact` take both parts at its threshold. Demographics hold what `readDemographicPoles` finds, `profile` the given text.
 */
export function readLanes(
  { direction, demographics, profile }: Pick<Example, 'direction' | 'demographics' | 'profile'>,
  items: readonly HistoryItem[],
  rule: ProfileRule,
): Lanes {
  const part = (key: HistoryItem['part']) =>
    inferDirection(directionsOf(items.filter((item) => item.part === key)), rule)
  const history = directionsOf(items)
  return {
    own: direction,
    ugc: part('ugc'),
    pairs: part('pairs'),
    published: inferDirection(history, { ...rule, kind: 'published' }),
    exact: inferDirection(history, { ...rule, kind: 'exact' }),
    demographics: demographics ? readNamed(demographics) : null,
    profile: profile === null ? null : parseProfile(profile).direction,
  }
}

function readNamed(text: string): Direction {
  const poles = readDemographicPoles(text)
  return DIMENSIONS.map(({ index }): Sign => poles.get(index)?.sign ?? 0)
}

/**
 * How the lanes stand to each other in a dimension. `conflict`: two lanes hold opposite poles. `split`: none do, but items
 * vote for both. `gap`: the target pair or a text holds a pole on which no item votes though some could. `clear`: held, and none of these.
 */
export const STANDINGS = ['conflict', 'split', 'gap', 'clear', 'neutral'] as const
export type LaneStanding = (typeof STANDINGS)[number]

/** A dimension across the lanes. */
export interface LaneRow {
  readonly index: number
  /** `null` where the lane has nothing to read from. */
  readonly signs: Readonly<Record<LaneKey, Sign | null>>
  readonly votes: DimensionVotes
  readonly standing: LaneStanding
  /** Net votes of the history without their sign, 0 and up. */
  readonly strength: number
  /** Of the history's profile by the kind of the rule; `null` where it is neutral or there are under two items. */
  readonly stability: Stability | null
}

/** The 90 dimensions across the lanes, in index order. `items` are those that the lanes were read from. */
export function compareLanes(lanes: Lanes, items: readonly HistoryItem[], rule: ProfileRule): readonly LaneRow[] {
  const history = directionsOf(items)
  const stability = leaveOneOut(history, rule)
  return DIMENSIONS.map(({ index }) => {
    const sign = (lane: LaneKey) => lanes[lane]?.[index] ?? null
    const signs = {
      own: sign('own'),
      ugc: sign('ugc'),
      pairs: sign('pairs'),
      published: sign('published'),
      exact: sign('exact'),
      demographics: sign('demographics'),
      profile: sign('profile'),
    }
    const votes = votesOn(items, index)
    return {
      index,
      signs,
      votes,
      standing: standingOf(signs, votes, history.length > 0),
      strength: Math.abs(votes.positive.length - votes.negative.length),
      stability: stability?.[index] ?? null,
    }
  })
}

function standingOf(signs: LaneRow['signs'], { positive, negative }: DimensionVotes, canVote: boolean): LaneStanding {
  const held = LANE_KEYS.map((lane) => signs[lane])
  if (held.includes(1) && held.includes(-1)) return 'conflict'
  const count = positive.length + negative.length
  if (positive.length > 0 && negative.length > 0) return 'split'
  if (
    canVote &&
    count === 0 &&
    [signs.own, signs.demographics, signs.profile].some((sign) => sign !== null && sign !== 0)
  )
    return 'gap'
  return count > 0 || held.some((sign) => sign !== null && sign !== 0) ? 'clear' : 'neutral'
}

export const LANE_ORDERS = ['conflict', 'group', 'strength'] as const
export type LaneOrder = (typeof LANE_ORDERS)[number]

/** The rows by standing (conflicts first), by group as in the taxonomy figure, or by strength; the last two decide ties. */
export function sortLanes(rows: readonly LaneRow[], order: LaneOrder): readonly LaneRow[] {
  const place = new Map(
    [...DIMENSIONS]
      .sort((a, b) => groupPlace(a.group) - groupPlace(b.group) || a.figureOrder - b.figureOrder)
      .map(({ index }, at) => [index, at]),
  )
  const byGroup = (a: LaneRow, b: LaneRow) => (place.get(a.index) ?? 0) - (place.get(b.index) ?? 0)
  const byStrength = (a: LaneRow, b: LaneRow) => b.strength - a.strength || byGroup(a, b)
  const byStanding = (a: LaneRow, b: LaneRow) =>
    STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) || byStrength(a, b)
  return rows.toSorted(order === 'group' ? byGroup : order === 'strength' ? byStrength : byStanding)
}

function groupPlace(group: GroupKey): number {
  return GROUPS.findIndex(({ key }) => key === group)
}
