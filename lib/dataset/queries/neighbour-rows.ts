import { z } from 'zod'
import { EXAMPLES_TABLE, PLANE_COLUMNS } from '@/lib/core/columns'
import type { Direction } from '@/lib/core/direction'
import { planeFields, readDirection } from './example-row'
import { CLIP_LENGTH } from './page'
import { checkLimit, type Query } from './query'

/** A row as a neighbour is shown: its place, its name, and what it prefers under which post. */
export interface NeighbourRow {
  readonly rowNumber: number
  readonly shard: number
  readonly shardRow: number
  readonly hash: string
  /** Cut after `CLIP_LENGTH` characters. */
  readonly prompt: string
  readonly direction: Direction | null
}

/** The rows with these row numbers in load order. Throws `RangeError` unless they are 1 to `MOST_ROWS`. */
export function neighbourRows(rowNumbers: readonly number[]): Query<NeighbourRow> {
  const sql = `SELECT row_number, shard, shard_row, hash, left(prompt, ${CLIP_LENGTH}) AS prompt, ${PLANE_COLUMNS.join(', ')}
FROM ${EXAMPLES_TABLE} WHERE row_number IN (SELECT unnest(string_split(?, ','))::INTEGER)
ORDER BY row_number LIMIT ?`
  return { sql, params: [rowNumbers.join(','), checkLimit(rowNumbers.length)], row: neighbourRowSchema }
}

const neighbourRowSchema: z.ZodType<NeighbourRow> = z
  .object({
    row_number: z.int(),
    shard: z.int(),
    shard_row: z.int(),
    hash: z.string(),
    prompt: z.string(),
    ...planeFields,
  })
  .transform((row) => ({
    rowNumber: row.row_number,
    shard: row.shard,
    shardRow: row.shard_row,
    hash: row.hash,
    prompt: row.prompt,
    direction: readDirection(row),
  }))
