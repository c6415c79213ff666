import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { EXAMPLE_ROW_COLUMNS, type ExampleRow, exampleRowSchema } from './example-row'
import type { Query } from './query'

/** The complete example with this content hash, its first copy where there are several; no row where there is none. */
export function example(hash: string): Query<ExampleRow> {
  const sql = `SELECT ${EXAMPLE_ROW_COLUMNS} FROM ${EXAMPLES_TABLE} WHERE hash = ? ORDER BY row_number LIMIT 1`
  return { sql, params: [hash], row: exampleRowSchema }
}
