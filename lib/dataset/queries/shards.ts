import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import { MOST_ROWS, type Query } from './query'

const rowSchema = z
  .object({ shard: z.int(), rows: z.int(), first_row: z.int() })
  .transform(({ shard, rows, first_row }) => ({ shard, rows, firstRow: first_row }))

/** The shards in their order with the number of rows under the filter and the first of them; at most `MOST_ROWS`. */
export function shards(filter: Filter, context?: FilterContext): Query<z.infer<typeof rowSchema>> {
  const condition = filterToSql(filter, context)
  const sql = `SELECT shard, count(*)::INTEGER AS rows, min(row_number) AS first_row FROM ${EXAMPLES_TABLE}
WHERE ${condition.sql} GROUP BY shard ORDER BY shard LIMIT ${MOST_ROWS}`
  return { sql, params: condition.params, row: rowSchema }
}
