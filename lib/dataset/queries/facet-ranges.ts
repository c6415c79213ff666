import { z } from 'zod'
import { EXAMPLES_TABLE, FACETS } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { Query } from './query'

const rowSchema = z.object({
  facet: z.enum(FACETS.map(({ key }) => key)),
  min: z.int().nullable(),
  max: z.int().nullable(),
  known: z.int(),
  missing: z.int(),
})

/** A row for each facet, in the facets' order: least and greatest value (`null` without any), known and missing values. */
export function facetRanges(filter: Filter, context?: FilterContext): Query<z.infer<typeof rowSchema>> {
  const condition = filterToSql(filter, context)
  const parts = FACETS.map(
    ({ key }, place) =>
      `SELECT ${place} AS place, '${key}' AS facet, min(${key}) AS min, max(${key}) AS max, count(${key})::INTEGER AS known, (count(*) - count(${key}))::INTEGER AS missing FROM matching`,
  )
  const sql = `WITH matching AS MATERIALIZED (
  SELECT ${FACETS.map(({ key }) => key).join(', ')} FROM ${EXAMPLES_TABLE} WHERE ${condition.sql}
) ${parts.join('\nUNION ALL ')}
ORDER BY place`
  return { sql, params: condition.params, row: rowSchema }
}
