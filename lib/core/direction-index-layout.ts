import { DIMENSION_COUNT } from './dimensions'

/** Rows are kept in segments of this many, so that growing moves nothing and a mask stays in the fastest cache. */
export const SEGMENT_ROWS = 65_536

/** Bytes of the bitmap of one segment. */
export const BITMAP_BYTES = SEGMENT_ROWS / 8

/** The poles of a row's own direction: 90 positive and then 90 negative bitmaps, from bitmap 0 on. */
export const POLE_COUNT = 2 * DIMENSION_COUNT

/** The bitmaps of a segment by their place: each name is the first of its 90, or the only one. */
export const POSITIVE = 0
export const NEGATIVE = DIMENSION_COUNT
export const HISTORY_POSITIVE = 2 * DIMENSION_COUNT
export const HISTORY_NEGATIVE = 3 * DIMENSION_COUNT
export const HAS_DIRECTION = 4 * DIMENSION_COUNT
export const PRESENT = HAS_DIRECTION + 1
/** What counting all poles counts: the bitmaps up to here. */
export const COUNTED_BITMAPS = PRESENT + 1
export const EVERY_POSITIVE = PRESENT + 1
export const EVERY_NEGATIVE = EVERY_POSITIVE + DIMENSION_COUNT
export const HAS_DEMOGRAPHICS = EVERY_NEGATIVE + DIMENSION_COUNT
export const HAS_PROFILE = HAS_DEMOGRAPHICS + 1
export const HAS_PERSONA = HAS_PROFILE + 1
const BITMAPS = HAS_PERSONA + 1
export const SEGMENT_BYTES = BITMAPS * BITMAP_BYTES

/** Memory before the segments: the masks of a filter being answered, the counts, and the rows packed for pairs. */
export const SCRATCH_MASKS = 12
export const COUNTS_AT = SCRATCH_MASKS * BITMAP_BYTES
/** `POLE_COUNT` rows of `POLE_COUNT` u32. */
export const PAIR_COUNTS_AT = COUNTS_AT + 4096
export const PACKED_AT = PAIR_COUNTS_AT + 131_072
export const SEGMENTS_AT = PACKED_AT + POLE_COUNT * BITMAP_BYTES

/** Where a bitmap of a segment lies in the kernel's memory. */
export function bitmapAt(segment: number, bitmap: number): number {
  return SEGMENTS_AT + segment * SEGMENT_BYTES + bitmap * BITMAP_BYTES
}
