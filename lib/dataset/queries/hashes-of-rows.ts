import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Query } from './query'

const rowSchema = z.object({
  hashes: z
    .string()
    .nullable()
    .transform((text) => text?.split(',') ?? []),
})

/** Most rows that one question for hashes names. */
export const MOST_HASHED_ROWS = 65_536

/**
 * The content hashes of the rows with these row numbers in load order, copies included: one row. Throws `RangeError`
 * unless they are 1 to `MOST_HASHED_ROWS`.
 */
export function hashesOfRows(rowNumbers: ArrayLike<number>): Query<z.infer<typeof rowSchema>> {
  if (rowNumbers.length < 1 || rowNumbers.length > MOST_HASHED_ROWS)
    throw new RangeError(`Hashes are asked of 1 to ${MOST_HASHED_ROWS} rows at a time, not ${rowNumbers.length}`)
  const sql = `SELECT string_agg(hash, ',' ORDER BY row_number) AS hashes
FROM ${EXAMPLES_TABLE} WHERE row_number IN (SELECT unnest(string_split(?, ','))::INTEGER)`
  return { sql, params: [Array.from(rowNumbers).join(',')], row: rowSchema }
}
