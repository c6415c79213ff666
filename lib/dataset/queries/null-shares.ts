import { z } from 'zod'
import { EXAMPLES_TABLE, OPTIONAL_COLUMNS } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { Query } from './query'

const rowSchema = z.object({
  rows: z.int(),
  direction: z.int(),
  demographics: z.int(),
  profile: z.int(),
  persona: z.int(),
  ugc: z.int(),
  pairs: z.int(),
})

/** Of the rows that meet the filter, how many there are and how many lack each optional column: one row. */
export function nullShares(filter: Filter, context?: FilterContext): Query<z.infer<typeof rowSchema>> {
  const condition = filterToSql(filter, context)
  const counts = OPTIONAL_COLUMNS.map(
    ({ key }) => `count(*) FILTER (WHERE ${filterToSql({ kind: 'missing', column: key }).sql})::INTEGER AS ${key}`,
  )
  const sql = `SELECT count(*)::INTEGER AS rows, ${counts.join(', ')} FROM ${EXAMPLES_TABLE} WHERE ${condition.sql}`
  return { sql, params: condition.params, row: rowSchema }
}
