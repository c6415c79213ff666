import type { Direction } from './direction'
import type { Example } from './example'

/** A text of a history item and what it is of it. */
export interface HistoryText {
  readonly name: 'Comment' | 'Chosen' | 'Rejected'
  readonly text: string
}

/** A comment or a pair of a person, under one shape. */
export interface HistoryItem {
  /** `u1` for the first comment, `p1` for the first pair. */
  readonly key: string
  readonly part: 'ugc' | 'pairs'
  /** Place in its part, from 1. */
  readonly place: number
  readonly prompt: string
  readonly texts: readonly HistoryText[]
  /** `null` where the file gives none: the item then has no vote. */
  readonly direction: Direction | null
}

/** The items of a history, UGC first, as the published scripts order them; empty for none. */
export function listHistory({ ugc, pairs }: Pick<Example, 'ugc' | 'pairs'>): readonly HistoryItem[] {
  return [
    ...ugc.map(
      ({ prompt, comment, direction }, at): HistoryItem => ({
        key: `u${at + 1}`,
        part: 'ugc',
        place: at + 1,
        prompt,
        texts: [{ name: 'Comment', text: comment }],
        direction,
      }),
    ),
    ...pairs.map(
      ({ prompt, chosen, rejected, direction }, at): HistoryItem => ({
        key: `p${at + 1}`,
        part: 'pairs',
        place: at + 1,
        prompt,
        texts: [
          { name: 'Chosen', text: chosen },
          { name: 'Rejected', text: rejected },
        ],
        direction,
      }),
    ),
  ]
}

/** The items that vote for each pole of a dimension. */
export interface DimensionVotes {
  readonly positive: readonly HistoryItem[]
  readonly negative: readonly HistoryItem[]
}

/** Which items vote for which pole of the dimension at `index`, in their order. */
export function votesOn(items: readonly HistoryItem[], index: number): DimensionVotes {
  return {
    positive: items.filter(({ direction }) => direction?.[index] === 1),
    negative: items.filter(({ direction }) => direction?.[index] === -1),
  }
}

/** The directions of those items that have one. */
export function directionsOf(items: readonly HistoryItem[]): readonly Direction[] {
  return items.flatMap(({ direction }) => (direction === null ? [] : [direction]))
}
