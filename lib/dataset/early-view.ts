import type { FacetKey, OptionalColumnKey } from '@/lib/core/columns'
import { EMPTY_PLANES, parseSigns } from '@/lib/core/direction'
import type { Histogram } from '@/lib/core/histogram-bins'
import type { PreparedFirstRow } from '@/lib/core/prepared/totals'
import type { PageRow } from './queries/page'

/** What is shown of a source before its rows can be asked for. All of it is about every row. */
export interface EarlyView {
  readonly rows: readonly PageRow[]
  readonly totals: {
    readonly withDirection: number
    readonly positive: readonly number[]
    readonly negative: readonly number[]
  }
  readonly count: number
  readonly summaries: {
    readonly histograms: ReadonlyMap<FacetKey, Histogram>
    readonly missing: ReadonlyMap<OptionalColumnKey, number | null>
  }
}

/** A row of the first page. The history's directions, the profile and the persona come with the whole row. */
export function toEarlyRow(row: PreparedFirstRow): PageRow {
  const facet = (key: FacetKey) => row.facets[key] ?? null
  return {
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
    direction: row.signs === null ? null : parseSigns(row.signs),
    history: EMPTY_PLANES,
    facets: {
      prompt_length: facet('prompt_length'),
      chosen_length: facet('chosen_length'),
      rejected_length: facet('rejected_length'),
      length_difference: facet('length_difference'),
      ugc_count: facet('ugc_count'),
      pair_count: facet('pair_count'),
      active_count: facet('active_count'),
      conflict_count: facet('conflict_count'),
    },
  }
}
