import { z } from 'zod'
import { EXAMPLES_TABLE, HISTORY_PLANE_COLUMNS, PLANE_COLUMNS } from '@/lib/core/columns'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { IndexCounts } from '@/lib/core/direction-index-counts'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { Query } from './query'

const countsSchema = z
  .array(z.int())
  .length(DIMENSION_COUNT)
  .transform((counts) => Uint32Array.from(counts))

const rowSchema: z.ZodType<IndexCounts> = z
  .object({
    matched: z.int(),
    total: z.int(),
    with_direction: z.int(),
    positive: countsSchema,
    negative: countsSchema,
    history_positive: countsSchema,
    history_negative: countsSchema,
  })
  .transform(({ with_direction: withDirection, history_positive, history_negative, ...counts }) => ({
    ...counts,
    withDirection,
    historyPositive: history_positive,
    historyNegative: history_negative,
  }))

/** What the direction index counts under a filter, for where there is none: one row. */
export function poleCounts(filter: Filter, context?: FilterContext): Query<IndexCounts> {
  const condition = filterToSql(filter, context)
  const [positiveLow, positiveHigh, negativeLow, negativeHigh] = PLANE_COLUMNS
  const [pastPositiveLow, pastPositiveHigh, pastNegativeLow, pastNegativeHigh] = HISTORY_PLANE_COLUMNS
  const sql = `WITH matching AS MATERIALIZED (
  SELECT ${[...PLANE_COLUMNS, ...HISTORY_PLANE_COLUMNS].join(', ')} FROM ${EXAMPLES_TABLE} WHERE ${condition.sql}
)
SELECT count(*)::INTEGER AS matched, (SELECT count(*) FROM ${EXAMPLES_TABLE})::INTEGER AS total,
  count(positive_low)::INTEGER AS with_direction,
  ${countBits(positiveLow, positiveHigh)} AS positive,
  ${countBits(negativeLow, negativeHigh)} AS negative,
  ${countBits(pastPositiveLow, pastPositiveHigh)} AS history_positive,
  ${countBits(pastNegativeLow, pastNegativeHigh)} AS history_negative
FROM matching`
  return { sql, params: condition.params, row: rowSchema }
}

/** A list of 90 counts: in how many rows each bit is set. */
function countBits(low: string, high: string): string {
  const counts = Array.from({ length: DIMENSION_COUNT }, (_, index) => {
    const bit = `${1n << BigInt(index % 64)}::UBIGINT`
    return `count(*) FILTER (WHERE ${index < 64 ? low : high} & ${bit} <> 0)`
  })
  return `[${counts.join(', ')}]::INTEGER[]`
}
