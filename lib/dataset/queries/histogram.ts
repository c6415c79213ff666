import { z } from 'zod'
import { EXAMPLES_TABLE, type FacetKey } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { HistogramBins } from '@/lib/core/histogram-bins'
import type { Query } from './query'

const rowSchema = z.object({ bin: z.int(), count: z.int() })

/**
 * Rows under the filter by bin of a facet; empty bins have no row. Plan the bins over every row, so that they stay
 * while the filter changes.
 */
export function histogram(
  facet: FacetKey,
  bins: HistogramBins,
  filter: Filter,
  context?: FilterContext,
): Query<z.infer<typeof rowSchema>> {
  const condition = filterToSql(filter, context)
  const sql = `SELECT ((${facet} - ?) // ?)::INTEGER AS bin, count(*)::INTEGER AS count FROM ${EXAMPLES_TABLE}
WHERE ${condition.sql} AND ${facet} BETWEEN ? AND ?
GROUP BY bin ORDER BY bin LIMIT ?`
  const end = bins.start + bins.count * bins.width - 1
  return { sql, params: [bins.start, bins.width, ...condition.params, bins.start, end, bins.count], row: rowSchema }
}
