import { FACETS, type FacetKey, OPTIONAL_COLUMNS, type OptionalColumnKey } from './columns'
import { countBits, type IndexedRows, type MaskedFilter, segmentsOf } from './direction-index-counts'
import { evaluate, evaluateInto } from './direction-index-evaluate'
import type { ColumnRange, FacetTable } from './direction-index-facets'
import { BITMAP_BYTES, SEGMENT_ROWS } from './direction-index-layout'
import { type HistogramBins, planBins } from './histogram-bins'
import { MISSING_FACET } from './narrow-column'
import type { Steps } from './steps'

/** The distribution of a facet over the rows under a filter. */
export interface FacetHistogram extends ColumnRange {
  readonly facet: FacetKey
  /** Planned over every row of the index, whose `min` and `max` these are; `null` where no row has a value. */
  readonly bins: HistogramBins | null
  /** Rows under the filter by bin; empty without bins. */
  readonly counts: Uint32Array
  /** Rows under the filter without a value. */
  readonly missing: number
}

/** Of the rows under a filter, how many lack each optional column. */
export interface MissingCounts {
  readonly matched: number
  readonly missing: Readonly<Record<OptionalColumnKey, number>>
}

/** The bin of a row without a value. */
const NO_BIN = 255

/** The bin of every row for every facet, one byte each, made when first asked for. */
export interface BinCodes {
  /** The bins of a facet; `null` where no row has a value. */
  bins(facet: FacetKey): HistogramBins | null
  /** The bin of each of the segment's rows, `NO_BIN` where it has no value. */
  codes(facet: FacetKey, segment: number): Uint8Array
}

/** The bins of a table, planned anew when its rows change. */
export function createBinCodes(table: FacetTable): BinCodes {
  const kept = new Map<string, Uint8Array>()
  let version = table.version()

  function bins(facet: FacetKey): HistogramBins | null {
    const { min, max } = table.range(facet)
    return planBins(min, max)
  }

  return {
    bins,
    codes: (facet, segment) => {
      if (version !== table.version()) kept.clear()
      version = table.version()
      const key = `${facet} ${segment}`
      const known = kept.get(key)
      if (known) return known
      const made = encodeBins(table.values(facet, segment), bins(facet))
      kept.set(key, made)
      return made
    },
  }
}

function encodeBins(values: Int32Array, bins: HistogramBins | null): Uint8Array {
  const codes = new Uint8Array(SEGMENT_ROWS).fill(NO_BIN)
  if (!bins) return codes
  const { start, width } = bins
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? MISSING_FACET
    if (value !== MISSING_FACET) codes[row] = Math.floor((value - start) / width)
  }
  return codes
}

/** A histogram of every facet under the filter, in the order of `FACETS`. */
export function* countHistograms(
  { kernel, rows, facets, bins, ranges }: IndexedRows,
  { filter, masks }: MaskedFilter,
): Steps<readonly FacetHistogram[]> {
  const counts = FACETS.map(() => new Uint32Array(NO_BIN + 1))
  const segments = segmentsOf(rows)
  for (let segment = 0; segment < segments; segment++) {
    const mask = evaluate({ kernel, ranges, masks, segment }, filter, 0)
    const chosen = listRows(new Uint32Array(kernel.memory().buffer, mask, BITMAP_BYTES >>> 2))
    for (const [at, { key }] of FACETS.entries()) {
      countCodes(bins.codes(key, segment), chosen, counts[at] ?? new Uint32Array())
      yield (segment + at / FACETS.length) / segments
    }
  }
  return FACETS.map(({ key }, at) => {
    const planned = bins.bins(key)
    const found = counts[at] ?? new Uint32Array()
    return {
      facet: key,
      ...facets.range(key),
      bins: planned,
      counts: found.slice(0, planned?.count ?? 0),
      missing: found[NO_BIN] ?? 0,
    }
  })
}

/** The rows of a bitmap, in their order. */
function listRows(words: Uint32Array): Uint16Array {
  const rows = new Uint16Array(SEGMENT_ROWS)
  let many = 0
  for (let at = 0; at < words.length; at++)
    for (let word = words[at] ?? 0; word !== 0; word &= word - 1) rows[many++] = at * 32 + 31 - Math.clz32(word & -word)
  return rows.subarray(0, many)
}

function countCodes(codes: Uint8Array, rows: Uint16Array, counts: Uint32Array): void {
  for (let at = 0; at < rows.length; at++) {
    const code = codes[rows[at] ?? 0] ?? NO_BIN
    counts[code] = (counts[code] ?? 0) + 1
  }
}

/** Counts the rows under the filter that lack each optional column. */
export function countMissing({ kernel, rows, ranges }: IndexedRows, { filter, masks }: MaskedFilter): MissingCounts {
  let matched = 0
  const missing = { direction: 0, demographics: 0, profile: 0, persona: 0, ugc: 0, pairs: 0 }
  for (let segment = 0; segment < segmentsOf(rows); segment++) {
    const evaluation = { kernel, ranges, masks, segment }
    const mask = evaluateInto(evaluation, filter, 0)
    matched += countBits(kernel, mask)
    for (const { key } of OPTIONAL_COLUMNS) {
      const lacking = evaluateInto(evaluation, { kind: 'missing', column: key }, 1)
      kernel.and(lacking, mask, BITMAP_BYTES)
      missing[key] += countBits(kernel, lacking)
    }
  }
  return { matched, missing }
}
