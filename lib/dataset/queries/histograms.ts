import { z } from 'zod'
import { EXAMPLES_TABLE, FACETS, type FacetKey } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql, type SqlParam } from '@/lib/core/filter-sql'
import type { HistogramBins } from '@/lib/core/histogram-bins'
import type { Query } from './query'

const rowSchema = z.object({ facet: z.enum(FACETS.map(({ key }) => key)), bin: z.int(), count: z.int() })

/** A facet and the bins of its histogram. */
export interface HistogramPlan {
  readonly facet: FacetKey
  readonly bins: HistogramBins
}

/**
 * Rows under the filter by facet and bin, in the order of the plans; empty bins have no row. The filter is asked once. Plan
 * the bins over every row, so that they stay while the filter changes. Throws `RangeError` for no plan.
 */
export function histograms(
  plans: readonly HistogramPlan[],
  filter: Filter,
  context?: FilterContext,
): Query<z.infer<typeof rowSchema>> {
  if (plans.length === 0) throw new RangeError('There is no histogram to count')
  const condition = filterToSql(filter, context)
  const params: SqlParam[] = [...condition.params]
  const parts = plans.map(({ facet, bins }, place) => {
    params.push(bins.start, bins.width, bins.start, bins.start + bins.count * bins.width - 1)
    return `SELECT ${place} AS place, '${facet}' AS facet, ((${facet} - ?) // ?)::INTEGER AS bin, count(*)::INTEGER AS count
FROM matching WHERE ${facet} BETWEEN ? AND ? GROUP BY bin`
  })
  const facets = [...new Set(plans.map(({ facet }) => facet))]
  const sql = `WITH matching AS MATERIALIZED (
  SELECT ${facets.join(', ')} FROM ${EXAMPLES_TABLE} WHERE ${condition.sql}
)
SELECT facet, bin, count FROM (${parts.join('\nUNION ALL ')}) ORDER BY place, bin`
  return { sql, params, row: rowSchema }
}
