import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { Query } from './query'

const rowSchema = z.object({ matched: z.int(), total: z.int() })

/** How many rows meet the filter, and how many there are: one row. */
export function rowCount(filter: Filter, context?: FilterContext): Query<z.infer<typeof rowSchema>> {
  const condition = filterToSql(filter, context)
  const sql = `SELECT count(*) FILTER (WHERE ${condition.sql})::INTEGER AS matched, count(*)::INTEGER AS total FROM ${EXAMPLES_TABLE}`
  return { sql, params: condition.params, row: rowSchema }
}
