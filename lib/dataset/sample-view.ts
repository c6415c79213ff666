import { FACETS, type FacetKey, OPTIONAL_COLUMNS } from '@/lib/core/columns'
import { makeHistogram } from '@/lib/core/histogram-bins'
import type { SummaryTotals } from '@/lib/core/summary-totals'
import { type EarlyView, toEarlyRow } from './early-view'

/** The first rows of the sample and its counts, as the server keeps them beside it. Texts are cut. */
export interface SampleFirstRows {
  readonly rows: readonly SampleFirstRow[]
  readonly totals: SummaryTotals & {
    readonly rows: number
    readonly positive: readonly number[]
    readonly negative: readonly number[]
  }
}

interface SampleFirstRow extends Readonly<Record<FacetKey, number>> {
  readonly row_number: number
  readonly shard: number
  readonly shard_row: number
  readonly hash: string
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
  readonly demographics: string | null
  /** 90 characters of `+`, `0` and `-`. */
  readonly signs: string
}

/** The sample, whose rows all have a direction, before the database is up. */
export function readSampleView({ rows: firstRows, totals }: SampleFirstRows): EarlyView {
  const { rows, positive, negative, facets, missing } = totals
  return {
    rows: firstRows.map((row) =>
      toEarlyRow({ ...row, facets: Object.fromEntries(FACETS.map(({ key }) => [key, row[key]])) }),
    ),
    totals: { withDirection: rows, positive, negative },
    count: rows,
    summaries: {
      histograms: new Map(
        FACETS.map(({ key }) => {
          const { min, max, counts } = facets[key]
          return [key, makeHistogram(min, max, (bin) => counts[bin] ?? 0)]
        }),
      ),
      missing: new Map(OPTIONAL_COLUMNS.map(({ key }) => [key, rows > 0 ? missing[key] / rows : null])),
    },
  }
}
