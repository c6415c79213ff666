import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { filterToSql } from '@/lib/core/filter-sql'
import { EXAMPLE_ROW_COLUMNS, type ExampleRow, exampleRowSchema } from './example-row'
import { orderBy, type RowList } from './order'
import { checkLimit, type Query } from './query'

/** The complete rows `offset` to `offset + limit - 1` of a list, copies included. `RangeError` for a limit past `MOST_ROWS`. */
export function examplesInView(list: RowList, offset: number, limit: number): Query<ExampleRow> {
  const condition = filterToSql(list.filter, list.context)
  const order = orderBy(list.sort)
  const sql = `SELECT ${EXAMPLE_ROW_COLUMNS} FROM ${EXAMPLES_TABLE} WHERE row_number IN (
  SELECT row_number FROM ${EXAMPLES_TABLE} WHERE ${condition.sql} ORDER BY ${order} LIMIT ? OFFSET ?
) ORDER BY ${order} LIMIT ?`
  return { sql, params: [...condition.params, checkLimit(limit), offset, limit], row: exampleRowSchema }
}
