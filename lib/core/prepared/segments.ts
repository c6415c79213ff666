import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { checkLength, checkRows, decodeHeader, HEADER_BYTES } from './file-header'

/** Rows of a segment. All files by column hold one segment after the other. */
export const SEGMENT_ROWS = 65_536

/** A bitmap of a segment: row `i` of the segment is bit `i % 8` of byte `i / 8`. */
export const BITMAP_BYTES = SEGMENT_ROWS / 8

/** Bitmaps of a segment of `directions.bin`, by their place. 90 in dimension order from each pole's first on. */
export const DIRECTION_BITMAPS = {
  positive: 0,
  negative: DIMENSION_COUNT,
  hasDirection: 2 * DIMENSION_COUNT,
  hasDemographics: 2 * DIMENSION_COUNT + 1,
  hasProfile: 2 * DIMENSION_COUNT + 2,
  hasPersona: 2 * DIMENSION_COUNT + 3,
  count: 2 * DIMENSION_COUNT + 4,
} as const

/** Bitmaps of a segment of `history.bin`: poles that some item of the history holds, then those that every item holds. */
export const HISTORY_BITMAPS = {
  somePositive: 0,
  someNegative: DIMENSION_COUNT,
  everyPositive: 2 * DIMENSION_COUNT,
  everyNegative: 3 * DIMENSION_COUNT,
  count: 4 * DIMENSION_COUNT,
} as const

/** Where bytes lie in a file; `end` is excluded. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export type BitmapFileKind = 'directions' | 'history'

const COUNTS = { directions: DIRECTION_BITMAPS.count, history: HISTORY_BITMAPS.count } as const

/** Segments of `rows` rows; the last one may be part full. */
export function segmentCount(rows: number): number {
  return Math.ceil(rows / SEGMENT_ROWS)
}

/** Rows of a segment: 65,536 but for the last one. */
export function rowsOfSegment(rows: number, segment: number): number {
  return Math.min(SEGMENT_ROWS, rows - segment * SEGMENT_ROWS)
}

/** Bytes of one segment of a bitmap file; also its chunk size. */
export function segmentBytes(kind: BitmapFileKind): number {
  return COUNTS[kind] * BITMAP_BYTES
}

/** Where a segment lies in a bitmap file. Throws `RangeError` for a segment that the rows do not have. */
export function segmentRange(kind: BitmapFileKind, rows: number, segment: number): ByteRange {
  if (!Number.isInteger(segment) || segment < 0 || segment >= segmentCount(rows))
    throw new RangeError(`${rows} rows have no segment ${segment}`)
  const start = HEADER_BYTES + segment * segmentBytes(kind)
  return { start, end: start + segmentBytes(kind) }
}

/** Length of a bitmap file. */
export function bitmapFileBytes(kind: BitmapFileKind, rows: number): number {
  return HEADER_BYTES + segmentCount(rows) * segmentBytes(kind)
}

/**
 * Checks a bitmap file by its first 64 bytes, its length and the manifest's rows. Throws `PreparedFormatError`.
 */
export function checkBitmapFile(
  kind: BitmapFileKind,
  head: Uint8Array,
  fileBytes: number,
  rows: number,
  file: string,
): void {
  checkRows(decodeHeader(head, kind, file), rows, file)
  checkLength(fileBytes, bitmapFileBytes(kind, rows), file)
}
