import { z } from 'zod'
import { type RowList, withListed } from './order'
import type { Query } from './query'

const rowSchema = z.object({ position: z.int() })

/** The 0-based place of an example's first copy among the rows of a list: one row, or none where it is not there. */
export function position(list: RowList, hash: string): Query<z.infer<typeof rowSchema>> {
  const listed = withListed(list)
  const sql = `WITH ${listed.sql}, here AS (SELECT place FROM listed WHERE hash = ?)
SELECT (SELECT count(*) FROM matching, here WHERE matching.place < here.place)::INTEGER AS position FROM here`
  return { sql, params: [...listed.params, hash], row: rowSchema }
}
