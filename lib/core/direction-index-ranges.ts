import type { FacetTable, IndexColumn } from './direction-index-facets'
import { BITMAP_BYTES, SEGMENT_ROWS } from './direction-index-layout'
import { MISSING_FACET } from './narrow-column'

/** Values of a column in [min, max], both ends included; `null` leaves an end open. */
export interface ColumnSpan {
  readonly column: IndexColumn
  readonly min: number | null
  readonly max: number | null
}

/** Bitmaps of the rows whose value lies in a span, kept for the spans that were asked last. */
export interface RangeBitmaps {
  /** One bit for each row of the segment; a row without a value is in no span. */
  read(span: ColumnSpan, segment: number): Uint8Array
}

/** Spans kept: those of one filter, while one of them is dragged. 0.16 MB each for a million rows. */
const KEPT_SPANS = 12

/** The bitmaps of a table, made when they are first asked for and forgotten when its rows change. */
export function createRangeBitmaps(table: FacetTable): RangeBitmaps {
  const kept = new Map<string, Uint8Array[]>()
  let version = table.version()

  function bitmapsOf(span: ColumnSpan): Uint8Array[] {
    if (version !== table.version()) kept.clear()
    version = table.version()
    const key = `${span.column} ${span.min} ${span.max}`
    const bitmaps = kept.get(key) ?? []
    kept.delete(key)
    kept.set(key, bitmaps)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_SPANS) break
      kept.delete(oldest)
    }
    return bitmaps
  }

  return {
    read: (span, segment) => {
      const bitmaps = bitmapsOf(span)
      const known = bitmaps[segment]
      if (known) return known
      const made = markSpan(table.values(span.column, segment), span)
      bitmaps[segment] = made
      return made
    },
  }
}

function markSpan(values: Int32Array, { min, max }: ColumnSpan): Uint8Array {
  const bitmap = new Uint8Array(BITMAP_BYTES)
  const words = new Uint32Array(bitmap.buffer)
  const least = Math.max(min ?? MISSING_FACET + 1, MISSING_FACET + 1)
  const most = max ?? Number.POSITIVE_INFINITY
  for (let start = 0; start < SEGMENT_ROWS; start += 32) {
    let word = 0
    for (let bit = 0; bit < 32; bit++) {
      const value = values[start + bit] ?? MISSING_FACET
      if (value >= least && value <= most) word |= 1 << bit
    }
    words[start >>> 5] = word
  }
  return bitmap
}
