import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { Query } from './query'

const rowSchema = z.object({ hash: z.string() })

/**
 * The content hashes of `size` examples drawn from those that meet the filter, in the order of the draw: the same for
 * the same examples and seed, however they are sharded or ordered. All of them when `size` is no smaller.
 */
export function sampleRows(
  filter: Filter,
  { size, seed, context }: { readonly size: number; readonly seed: number; readonly context?: FilterContext },
): Query<z.infer<typeof rowSchema>> {
  const condition = filterToSql(filter, context)
  const sql = `SELECT hash FROM (SELECT DISTINCT hash FROM ${EXAMPLES_TABLE} WHERE ${condition.sql})
ORDER BY md5(hash || ':' || ?), hash LIMIT ?`
  return { sql, params: [...condition.params, String(seed), size], row: rowSchema }
}
