import 'client-only'
import type { NearRow } from '@/lib/core/direction-index-nearest'
import { readNearest } from './count-poles'
import type { NearestQuestion } from './pole-counter'
import type { NeighbourRow } from './queries/neighbour-rows'
import { readRowsByNumber } from './rows-by-number'

/** A row with how it stands to the target. */
export interface Neighbour extends NeighbourRow {
  readonly near: NearRow
}

/** The neighbours of a target, best first, and how many rows were looked at. */
export interface Neighbours {
  readonly rows: readonly Neighbour[]
  /** Rows that meet the filter and have a direction. */
  readonly considered: number
}

/** The loaded rows under a filter that are nearest to a target or most opposite to it; throws as `readNearest`. */
export async function readNeighbours(question: NearestQuestion, signal: AbortSignal): Promise<Neighbours> {
  const { rows: found, considered } = await readNearest(question, signal)
  const read = await readRowsByNumber(
    found.map(({ row }) => row),
    signal,
  )
  const byNumber = new Map(read.map((row) => [row.rowNumber, row]))
  const rows = found.flatMap((near) => {
    const row = byNumber.get(near.row)
    return row ? [{ ...row, near }] : []
  })
  return { rows, considered }
}
