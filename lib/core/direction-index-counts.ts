import { evaluate, evaluateInto } from './direction-index-evaluate'
import type { FacetTable } from './direction-index-facets'
import type { BinCodes } from './direction-index-histograms'
import type { IndexKernel } from './direction-index-kernel'
import {
  BITMAP_BYTES,
  bitmapAt,
  COUNTED_BITMAPS,
  COUNTS_AT,
  HAS_DIRECTION,
  HISTORY_NEGATIVE,
  HISTORY_POSITIVE,
  NEGATIVE,
  PRESENT,
  SEGMENT_ROWS,
} from './direction-index-layout'
import type { RowOrders } from './direction-index-order'
import type { RangeBitmaps } from './direction-index-ranges'
import type { IndexFilter } from './index-filter'
import type { RowMask } from './row-mask'

/** The rows of an index: how many, the memory their bitmaps lie in, and their facets with what is derived from them. */
export interface IndexedRows {
  readonly kernel: IndexKernel
  readonly rows: number
  readonly facets: FacetTable
  readonly ranges: RangeBitmaps
  readonly bins: BinCodes
  readonly orders: RowOrders
}

/** A filter with the rows behind its `mask` terms. */
export interface MaskedFilter {
  readonly filter: IndexFilter
  readonly masks: readonly RowMask[]
}

/** Rows under a filter by pole; each list has 90 counts in dimension order. */
export interface IndexCounts {
  /** Rows that meet the filter, and all rows. */
  readonly matched: number
  readonly total: number
  /** Rows that meet the filter and have a direction. */
  readonly withDirection: number
  readonly positive: Uint32Array
  readonly negative: Uint32Array
  /** Rows some UGC or pair item of which holds the pole; too few while the index lacks the history of some rows. */
  readonly historyPositive: Uint32Array
  readonly historyNegative: Uint32Array
}

/** How many segments hold the rows. */
export function segmentsOf(rows: number): number {
  return Math.ceil(rows / SEGMENT_ROWS)
}

/** Counts all poles under the filter. */
export function countPoles({ kernel, rows, ranges }: IndexedRows, { filter, masks }: MaskedFilter): IndexCounts {
  kernel.memory().fill(0, COUNTS_AT, COUNTS_AT + COUNTED_BITMAPS * 4)
  for (let segment = 0; segment < segmentsOf(rows); segment++) {
    const mask = evaluate({ kernel, ranges, masks, segment }, filter, 0)
    kernel.count(bitmapAt(segment, 0), COUNTED_BITMAPS, BITMAP_BYTES, mask, COUNTS_AT)
  }
  const counts = new Uint32Array(kernel.memory().slice(COUNTS_AT, COUNTS_AT + COUNTED_BITMAPS * 4).buffer)
  return {
    matched: counts[PRESENT] ?? 0,
    total: rows,
    withDirection: counts[HAS_DIRECTION] ?? 0,
    positive: counts.slice(0, NEGATIVE),
    negative: counts.slice(NEGATIVE, HISTORY_POSITIVE),
    historyPositive: counts.slice(HISTORY_POSITIVE, HISTORY_NEGATIVE),
    historyNegative: counts.slice(HISTORY_NEGATIVE, HAS_DIRECTION),
  }
}

/** The rows that meet the filter. */
export function readRowMask({ kernel, rows, ranges }: IndexedRows, { filter, masks }: MaskedFilter): RowMask {
  const found = new Uint8Array(segmentsOf(rows) * BITMAP_BYTES)
  for (let segment = 0; segment < segmentsOf(rows); segment++) {
    const mask = evaluate({ kernel, ranges, masks, segment }, filter, 0)
    found.set(kernel.memory().subarray(mask, mask + BITMAP_BYTES), segment * BITMAP_BYTES)
  }
  return found.slice(0, Math.ceil(rows / 8))
}

/**
 * The segment's rows that meet the filter and have a direction, as a bitmap in the first scratch mask, and their
 * number.
 */
export function maskDirections(
  { kernel, ranges }: IndexedRows,
  { filter, masks }: MaskedFilter,
  segment: number,
): { readonly mask: number; readonly rows: number } {
  const mask = evaluateInto({ kernel, ranges, masks, segment }, filter, 0)
  kernel.and(mask, bitmapAt(segment, HAS_DIRECTION), BITMAP_BYTES)
  return { mask, rows: countBits(kernel, mask) }
}

/** The rows of a bitmap. */
export function countBits(kernel: IndexKernel, bitmap: number): number {
  kernel.memory().fill(0, COUNTS_AT, COUNTS_AT + 4)
  kernel.count(bitmap, 1, BITMAP_BYTES, bitmap, COUNTS_AT)
  return new DataView(kernel.memory().buffer).getUint32(COUNTS_AT, true)
}
