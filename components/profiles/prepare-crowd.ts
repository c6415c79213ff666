import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction, Sign } from '@/lib/core/direction'

/** What most rows prefer. */
export interface Crowd {
  /** The pole held by more rows; neutral on a draw. */
  readonly direction: Direction
  /** The lead of that pole among the rows with a direction, in [0, 1], a dimension each. */
  readonly weights: readonly number[]
}

/** The majority of rows by dimension; `null` where none of them has a direction or no pole leads. */
export function readCrowd(counts: {
  readonly withDirection: number
  readonly positive: ArrayLike<number>
  readonly negative: ArrayLike<number>
}): Crowd | null {
  const leads = DIMENSIONS.map(({ index }) => (counts.positive[index] ?? 0) - (counts.negative[index] ?? 0))
  if (counts.withDirection === 0 || leads.every((lead) => lead === 0)) return null
  return {
    direction: leads.map((lead): Sign => (lead > 0 ? 1 : lead < 0 ? -1 : 0)),
    weights: leads.map((lead) => Math.abs(lead) / counts.withDirection),
  }
}
