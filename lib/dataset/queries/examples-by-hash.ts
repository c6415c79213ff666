import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { EXAMPLE_ROW_COLUMNS, type ExampleRow, exampleRowSchema } from './example-row'
import { checkLimit, type Query } from './query'

/**
 * The complete examples with these content hashes in load order, each once; unknown hashes give no row.
 * At most `MOST_ROWS` hashes, otherwise `RangeError`: ask in chunks.
 */
export function examplesByHash(hashes: readonly string[]): Query<ExampleRow> {
  const limit = checkLimit(hashes.length)
  const sql = `SELECT ${EXAMPLE_ROW_COLUMNS} FROM ${EXAMPLES_TABLE} WHERE row_number IN (
  SELECT min(row_number) FROM ${EXAMPLES_TABLE} WHERE hash IN (SELECT unnest(string_split(?, ','))) GROUP BY hash
) ORDER BY row_number LIMIT ?`
  return { sql, params: [hashes.join(','), limit], row: exampleRowSchema }
}
