import { FACETS, type FacetKey, type OptionalColumnKey } from '@/lib/core/columns'
import { EMPTY_PLANES, parseSigns } from '@/lib/core/direction'
import { type Histogram, rangeOfBin } from '@/lib/core/histogram-bins'
import { PREPARED_FILES, type PreparedManifest } from '@/lib/core/prepared/manifest'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { type PreparedFirstRow, type PreparedTotals, parseTotals } from '@/lib/core/prepared/totals'
import type { PageRow } from '../queries/page'

/** What is shown of a prepared dataset before its index is up. All of it is about every row. */
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

/** Reads `totals.json`. Throws `PreparedFormatError`, also when it speaks of other rows than the manifest. */
export function readEarlyView(text: string, manifest: PreparedManifest): EarlyView {
  const file = PREPARED_FILES.totals
  const totals = parseTotals(text, file)
  if (totals.rows !== manifest.rows)
    throw new PreparedFormatError(file, `speaks of ${totals.rows} rows, the manifest of ${manifest.rows}`)
  const { rows, withDirection, positive, negative } = totals
  return {
    rows: totals.firstRows.map(toEarlyRow),
    totals: { withDirection, positive, negative },
    count: rows,
    summaries: {
      histograms: readHistograms(totals, manifest),
      missing: new Map(
        typedEntries(totals.missing).map(([column, count]) => [column, rows === 0 ? null : count / rows]),
      ),
    },
  }
}

function typedEntries(missing: PreparedTotals['missing']): [OptionalColumnKey, number][] {
  return [
    ['direction', missing.direction],
    ['demographics', missing.demographics],
    ['profile', missing.profile],
    ['persona', missing.persona],
    ['ugc', missing.ugc],
    ['pairs', missing.pairs],
  ]
}

function readHistograms(totals: PreparedTotals, manifest: PreparedManifest): ReadonlyMap<FacetKey, Histogram> {
  const histograms = new Map<FacetKey, Histogram>()
  for (const { key } of FACETS) {
    const found = totals.facets.find((facet) => facet.key === key)
    const { min = null, max = null } = manifest.facets.find((facet) => facet.key === key) ?? {}
    if (!found) continue
    const { bins, counts } = found
    const bars = bins ? counts.map((count, bin) => ({ ...rangeOfBin(bins, bin), count })) : []
    histograms.set(key, { min, max, bars })
  }
  return histograms
}

/** The history's directions, the profile and the persona come with the whole row. */
function toEarlyRow(row: PreparedFirstRow): PageRow {
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
