import { dimensionAt } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import type { HistoryItem } from '@/lib/core/profile-history'
import type { LaneKey, LaneRow, LaneStanding } from '@/lib/core/profile-lanes'

/** How a lane is headed, and what it is read from. */
export const LANE_NAMES: Readonly<Record<LaneKey, { readonly head: string; readonly from: string }>> = {
  own: { head: 'Target pair', from: 'The row’s own direction: that of its target pair' },
  ugc: { head: 'UGC', from: 'Inferred from the chosen comments by the rule above' },
  pairs: { head: 'Pairs', from: 'Inferred from the chosen pairs by the rule above' },
  published: { head: 'Both, published', from: 'Inferred from all chosen items by the published rule, faults included' },
  exact: { head: 'Both, exact', from: 'Inferred from all chosen items by the rule in exact arithmetic' },
  demographics: { head: 'Demographics', from: 'Poles that the demographic text names' },
  profile: { head: 'Profile text', from: 'The row’s own profile string, read back' },
}

/** A standing in words; `null` where there is nothing to say. */
export const STANDING_WORDS: Readonly<
  Record<
    LaneStanding,
    {
      readonly mark: string
      readonly word: string
      readonly tone: 'fault' | 'warn' | 'signal'
      readonly hint: string
    } | null
  >
> = {
  conflict: { mark: '±', word: 'conflict', tone: 'fault', hint: 'Two lanes hold opposite poles' },
  split: { mark: '÷', word: 'split', tone: 'warn', hint: 'Items vote for both poles' },
  gap: {
    mark: '○',
    word: 'gap',
    tone: 'signal',
    hint: 'Held by the target pair or a text, with no vote in the history',
  },
  clear: null,
  neutral: null,
}

/** What a sign of a dimension says: its pole label, `neutral`, or that there is nothing to read. */
export function describeSign(index: number, sign: Sign | null): string {
  const { positive, negative } = dimensionAt(index)
  if (sign === null) return 'nothing to read from'
  return sign === 1 ? `+ ${positive}` : sign === -1 ? `− ${negative}` : 'neutral'
}

/** The name of an item for people: `Comment 2`, `Pair 1`. */
export function nameItem({ part, place }: Pick<HistoryItem, 'part' | 'place'>): string {
  return `${part === 'ugc' ? 'Comment' : 'Pair'} ${place}`
}

/** How many dimensions are active, in conflict, split and gaps: a sentence. */
export function countStandings(rows: readonly LaneRow[]): string {
  const count = (standing: LaneStanding) => rows.filter((row) => row.standing === standing).length
  const active = rows.length - count('neutral')
  if (active === 0) return 'No lane holds a pole in any of the 90 dimensions.'
  const parts = [
    `${count('conflict')} in conflict`,
    `${count('split')} with split votes`,
    `${count('gap')} without a vote in the history`,
  ]
  return `${active} of ${rows.length} dimensions are held by some lane: ${parts.join(', ')}.`
}

/** The items left out when only the first `count` are kept. */
export function keepFirst(items: readonly HistoryItem[], count: number): readonly string[] {
  return items.slice(count).map(({ key }) => key)
}

/** The items left out after one is put in or taken out. */
export function toggleItem(left: readonly string[], key: string): readonly string[] {
  return left.includes(key) ? left.filter((other) => other !== key) : [...left, key]
}
