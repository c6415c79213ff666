import { z } from 'zod'
import { type RowList, withListed } from './order'
import type { Query } from './query'

const rowSchema = z.object({ previous: z.string().nullable(), next: z.string().nullable() })

/**
 * The content hashes before and after an example in a list, `null` at its ends: one row, or none where the example is
 * not in the list. Copies of an example count once, so walking on always ends.
 */
export function neighboursInOrder(list: RowList, hash: string): Query<z.infer<typeof rowSchema>> {
  const listed = withListed(list)
  const nearest = (sign: '<' | '>', direction: 'ASC' | 'DESC') =>
    `(SELECT other.hash FROM listed AS other, here WHERE other.place ${sign} here.place ORDER BY other.place ${direction} LIMIT 1)`
  const sql = `WITH ${listed.sql}, here AS (SELECT place FROM listed WHERE hash = ?)
SELECT ${nearest('<', 'DESC')} AS previous, ${nearest('>', 'ASC')} AS next FROM here`
  return { sql, params: [...listed.params, hash], row: rowSchema }
}
