import { FACETS, type FacetKey, type OptionalColumnKey } from '@/lib/core/columns'
import { type Histogram, rangeOfBin } from '@/lib/core/histogram-bins'
import type { PreparedManifest } from '@/lib/core/prepared/manifest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { type PreparedTotals, parseTotals } from '@/lib/core/prepared/totals'
import { type EarlyView, toEarlyRow } from '../early-view'

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
