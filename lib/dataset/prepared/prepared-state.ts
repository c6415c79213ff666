import type { EarlyView } from '../early-view'
import type { LoadProblem } from '../load-error'

/** What of a prepared dataset is fetched when it opens, in this order. */
export const PREPARED_PARTS = [
  { key: 'totals', label: 'Totals and first rows' },
  { key: 'directions', label: 'Directions' },
  { key: 'history', label: 'Histories' },
  { key: 'facets', label: 'Columns' },
] as const

export type PreparedPartKey = (typeof PREPARED_PARTS)[number]['key']

/** The parts that the direction index holds. */
export type IndexPartKey = Exclude<PreparedPartKey, 'totals'>

/** How far a part is. Bytes are those of the file, however few came over the wire. */
export interface PreparedPart {
  readonly key: PreparedPartKey
  readonly status: 'waiting' | 'loading' | 'ready' | 'failed' | 'cancelled'
  readonly bytes: number
  readonly bytesDone: number
  readonly error: LoadProblem | null
}

/** The open prepared dataset. */
export interface PreparedState {
  /** `null` until, or when, the totals cannot be read. */
  readonly early: EarlyView | null
  readonly parts: readonly PreparedPart[]
  /** Whether the browser had no room to keep what was fetched. */
  readonly isCacheFull: boolean
}

/** Whether rows can be listed and counted: their directions are in the index. */
export function isListed({ parts }: PreparedState): boolean {
  return parts.some(({ key, status }) => key === 'directions' && status === 'ready')
}

/** Whether nothing of it is on its way any more. */
export function isSettled({ parts }: PreparedState): boolean {
  return parts.every(({ status }) => status !== 'waiting' && status !== 'loading')
}
