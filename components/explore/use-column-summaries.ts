'use client'
import type { FacetKey, OptionalColumnKey } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import type { Histogram } from '@/lib/core/histogram-bins'
import { readHistograms, readMissingShares } from '@/lib/dataset'
import { type Load, useLoad } from '../ui/use-load'

/** What the headers of the table show: one histogram a facet and the share of rows that lack a part. */
export interface ColumnSummaries {
  readonly histograms: ReadonlyMap<FacetKey, Histogram>
  readonly missing: ReadonlyMap<OptionalColumnKey, number | null>
}

/** Summaries of the columns under the filter. `key` names filter and loaded data; `null` reads nothing. */
export function useColumnSummaries(key: string | null, filter: Filter): Load<ColumnSummaries> {
  return useLoad(key, async (signal) => ({
    missing: await readMissingShares(filter, signal),
    histograms: await readHistograms(filter, signal),
  }))
}
