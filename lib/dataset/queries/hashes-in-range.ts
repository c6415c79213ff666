import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { Query } from './query'

const rowSchema = z.object({
  hashes: z
    .string()
    .nullable()
    .transform((text) => text?.split(',') ?? []),
  last: z.int().nullable(),
})

/**
 * The content hashes of the rows under a filter with row numbers from `from` to `to - 1`, copies included, and the last
 * row number of all (`null` for no rows): one row.
 */
export function hashesInRange(
  filter: Filter,
  from: number,
  to: number,
  context?: FilterContext,
): Query<z.infer<typeof rowSchema>> {
  const condition = filterToSql(filter, context)
  const sql = `SELECT string_agg(hash, ',') AS hashes, (SELECT max(row_number) FROM ${EXAMPLES_TABLE}) AS last
FROM ${EXAMPLES_TABLE} WHERE row_number >= ? AND row_number < ? AND ${condition.sql}`
  return { sql, params: [from, to, ...condition.params], row: rowSchema }
}
