import { FACETS, OPTIONAL_COLUMNS } from '@/lib/core/columns'
import { type DirectionPlanes, parseSigns } from '@/lib/core/direction'
import { makeHistogram } from '@/lib/core/histogram-bins'
import type { SummaryTotals } from '@/lib/core/summary-totals'
import type { PageRow } from '@/lib/dataset'
import type { EarlyView } from '@/lib/dataset/prepared/prepared-totals'
import type { ColumnSummaries } from './use-column-summaries'

/** What a page shows of a source before its data is in the browser. */
export interface FirstView {
  readonly source: string
  readonly isSynthetic: boolean
  readonly view: EarlyView
}

const NO_HISTORY: DirectionPlanes = { positiveLow: 0n, positiveHigh: 0n, negativeLow: 0n, negativeHigh: 0n }

/** The first rows of a source and its counts, as the server keeps them beside it. Texts are cut. */
export interface FirstRowsData {
  readonly rows: readonly FirstRow[]
  readonly totals: SummaryTotals & {
    readonly rows: number
    readonly positive: readonly number[]
    readonly negative: readonly number[]
  }
}

interface FirstRow {
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
  readonly prompt_length: number
  readonly chosen_length: number
  readonly rejected_length: number
  readonly length_difference: number
  readonly ugc_count: number
  readonly pair_count: number
  readonly active_count: number
  readonly conflict_count: number
}

/** The sample as a prepared dataset is shown before its index is up. */
export function toFirstView(data: FirstRowsData): EarlyView {
  return {
    rows: toPageRows(data),
    totals: toPoleTotals(data),
    count: data.totals.rows,
    summaries: toColumnSummaries(data),
  }
}

/** The first rows as the table takes them. The history's directions come with the database. */
export function toPageRows({ rows }: FirstRowsData): readonly PageRow[] {
  return rows.map((row) => ({
    rowNumber: row.row_number,
    shard: row.shard,
    shardRow: row.shard_row,
    hash: row.hash,
    prompt: row.prompt,
    chosen: row.chosen,
    rejected: row.rejected,
    demographics: row.demographics,
    profile: null,
    persona: null,
    direction: parseSigns(row.signs),
    history: NO_HISTORY,
    facets: {
      prompt_length: row.prompt_length,
      chosen_length: row.chosen_length,
      rejected_length: row.rejected_length,
      length_difference: row.length_difference,
      ugc_count: row.ugc_count,
      pair_count: row.pair_count,
      active_count: row.active_count,
      conflict_count: row.conflict_count,
    },
  }))
}

/** The counts of the whole source, for an equaliser that is right from the first paint. */
export function toPoleTotals({ totals }: FirstRowsData): EarlyView['totals'] {
  return { withDirection: totals.rows, positive: totals.positive, negative: totals.negative }
}

/** The headers over the whole source, as the database will give them. */
export function toColumnSummaries({ totals: { rows, facets, missing } }: FirstRowsData): ColumnSummaries {
  return {
    histograms: new Map(
      FACETS.map(({ key }) => {
        const { min, max, counts } = facets[key]
        return [key, makeHistogram(min, max, (bin) => counts[bin] ?? 0)]
      }),
    ),
    missing: new Map(OPTIONAL_COLUMNS.map(({ key }) => [key, rows > 0 ? missing[key] / rows : null])),
  }
}
