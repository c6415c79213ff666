import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import { EXAMPLE_ROW_COLUMNS, type ExampleRow, exampleRowSchema } from './example-row'
import { checkLimit, type Query } from './query'

/**
 * The complete rows under a filter in load order, copies included: the first `limit` with a row number above `after`
 * (-1 for the start). `RangeError` for a limit past `MOST_ROWS`.
 */
export function examplesAfter(
  filter: Filter,
  { after, limit, context }: { readonly after: number; readonly limit: number; readonly context?: FilterContext },
): Query<ExampleRow> {
  const condition = filterToSql(filter, context)
  const sql = `SELECT ${EXAMPLE_ROW_COLUMNS} FROM ${EXAMPLES_TABLE} WHERE row_number IN (
  SELECT row_number FROM ${EXAMPLES_TABLE} WHERE row_number > ? AND ${condition.sql} ORDER BY row_number LIMIT ?
) ORDER BY row_number LIMIT ?`
  return { sql, params: [after, ...condition.params, checkLimit(limit), limit], row: exampleRowSchema }
}
