import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { Query } from './query'

const POLES = 2 * DIMENSION_COUNT

const rowSchema = z.object({ first: z.int(), second: z.int(), count: z.int() })
type PairCount = z.infer<typeof rowSchema>

/**
 * How often two poles stand in one direction under a filter: a row for each two that do, the lower one first. Poles 0 to
 * 89 are the positive ones, 90 to 179 the negative ones. The row `(180, 180)` counts the directions.
 */
export function polePairs(filter: Filter, context?: FilterContext): Query<PairCount> {
  const condition = filterToSql(filter, context)
  const holds = (low: string, high: string, index: string) =>
    `((CASE WHEN ${index} < 64 THEN ${low} >> ${index}::UBIGINT ELSE ${high} >> (${index} - 64)::UBIGINT END) & 1) = 1`
  const sql = `WITH matching AS MATERIALIZED (
  SELECT list_concat(
    list_filter(range(${DIMENSION_COUNT}), lambda i: ${holds('positive_low', 'positive_high', 'i')}),
    list_filter(range(${DIMENSION_COUNT}, ${POLES}), lambda i: ${holds('negative_low', 'negative_high', `(i - ${DIMENSION_COUNT})`)})
  ) AS poles
  FROM ${EXAMPLES_TABLE} WHERE positive_low IS NOT NULL AND ${condition.sql}
), firsts AS (
  SELECT unnest(poles) AS first, poles FROM matching
), pairs AS (
  SELECT first, unnest(poles) AS second FROM firsts
)
SELECT first::INTEGER AS first, second::INTEGER AS second, count(*)::INTEGER AS count FROM pairs WHERE first <= second GROUP BY first, second
UNION ALL SELECT ${POLES}, ${POLES}, (SELECT count(*) FROM matching)::INTEGER`
  return { sql, params: condition.params, row: rowSchema }
}

/** The answer of `polePairs` as the direction index gives it. */
export function coOccurrenceOf(pairs: readonly PairCount[]): CoOccurrence {
  const counts = new Uint32Array(POLES * POLES)
  let n = 0
  for (const { first, second, count } of pairs) {
    if (first === POLES) n = count
    else {
      counts[first * POLES + second] = count
      counts[second * POLES + first] = count
    }
  }
  return { n, counts }
}
