import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { BITMAP_BYTES, DIRECTION_BITMAPS, HISTORY_BITMAPS } from '@/lib/core/prepared/segments'

/**
 * `conflict_count` of the rows of a segment from its bitmaps, for datasets that were prepared before it was a column:
 * dimensions where some item of the history holds the pole opposite to the row's own; `MISSING_FACET` without a direction.
 * `own` and `history` are whole segments of `directions.bin` and `history.bin`.
 */
export function deriveConflicts(own: Uint8Array, history: Uint8Array, rows: number): Int32Array<ArrayBuffer> {
  const counts = new Int32Array(rows)
  const add = (ownBitmap: number, historyBitmap: number) => {
    const [ownAt, historyAt] = [ownBitmap * BITMAP_BYTES, historyBitmap * BITMAP_BYTES]
    for (let byte = 0; byte < rows / 8; byte++) {
      let both = (own[ownAt + byte] ?? 0) & (history[historyAt + byte] ?? 0)
      for (; both !== 0; both &= both - 1) {
        const row = byte * 8 + 31 - Math.clz32(both & -both)
        counts[row] = (counts[row] ?? 0) + 1
      }
    }
  }
  for (let dimension = 0; dimension < DIMENSION_COUNT; dimension++) {
    add(DIRECTION_BITMAPS.positive + dimension, HISTORY_BITMAPS.someNegative + dimension)
    add(DIRECTION_BITMAPS.negative + dimension, HISTORY_BITMAPS.somePositive + dimension)
  }
  const hasDirection = DIRECTION_BITMAPS.hasDirection * BITMAP_BYTES
  for (let row = 0; row < rows; row++)
    if (((own[hasDirection + (row >> 3)] ?? 0) & (1 << (row & 7))) === 0) counts[row] = MISSING_FACET
  return counts
}
