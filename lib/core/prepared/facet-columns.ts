import { MISSING_FACET } from '@/lib/core/narrow-column'
import { checkLength, checkRows, decodeHeader, HEADER_BYTES } from './file-header'
import type { FacetType, PreparedFacet } from './manifest'
import { PreparedFormatError } from './prepared-format-error'
import { type ByteRange, rowsOfSegment, SEGMENT_ROWS, segmentCount } from './segments'

const ALIGNMENT = 64

const TYPES = {
  u8: { bytes: 1, min: 0, max: 255, array: Uint8Array },
  u16: { bytes: 2, min: 0, max: 65_535, array: Uint16Array },
  i16: { bytes: 2, min: -32_768, max: 32_767, array: Int16Array },
  i32: { bytes: 4, min: -2_147_483_647, max: 2_147_483_647, array: Int32Array },
} as const satisfies Record<FacetType, unknown>

/**
 * How a facet of values from `min` to `max` is kept: the smallest type with room for them and one number for `missing`,
 * which is the type's largest one, or its smallest where that is taken. `null` ends: no row has a value.
 * Throws `RangeError` for values that need more than 32 bits.
 */
export function planFacet(key: string, min: number | null, max: number | null): PreparedFacet {
  for (const type of ['u8', 'u16', 'i16'] as const) {
    const limits = TYPES[type]
    if ((min ?? 0) < limits.min || (max ?? 0) >= limits.max) continue
    return { key, type, min, max, missing: limits.max }
  }
  if ((min ?? 0) < TYPES.i32.min || (max ?? 0) > TYPES.i32.max)
    throw new RangeError(`Facet ${key} has values from ${min} to ${max}, 32 bits hold no more than ${TYPES.i32.max}`)
  return { key, type: 'i32', min, max, missing: MISSING_FACET }
}

/** Bytes of one column of `rows` rows, padded. */
function columnBytes({ type }: PreparedFacet, rows: number): number {
  return Math.ceil((rows * TYPES[type].bytes) / ALIGNMENT) * ALIGNMENT
}

/** Bytes of all facets of a segment of `rows` rows. With 65,536 rows: the chunk size of `facets.bin`. */
export function facetSegmentBytes(facets: readonly PreparedFacet[], rows: number): number {
  return facets.reduce((sum, facet) => sum + columnBytes(facet, rows), 0)
}

/** Length of `facets.bin`. */
export function facetFileBytes(facets: readonly PreparedFacet[], rows: number): number {
  const last = Math.max(0, segmentCount(rows) - 1)
  const full = last * facetSegmentBytes(facets, SEGMENT_ROWS)
  return HEADER_BYTES + full + (rows === 0 ? 0 : facetSegmentBytes(facets, rowsOfSegment(rows, last)))
}

/** Where a segment of all facets lies in `facets.bin`. */
export function facetSegmentRange(facets: readonly PreparedFacet[], rows: number, segment: number): ByteRange {
  const start = HEADER_BYTES + segment * facetSegmentBytes(facets, SEGMENT_ROWS)
  return { start, end: start + facetSegmentBytes(facets, rowsOfSegment(rows, segment)) }
}

/** Where one facet's column of a segment lies, without its padding. `place` counts the manifest's facets. */
export function facetColumnRange(
  facets: readonly PreparedFacet[],
  rows: number,
  segment: number,
  place: number,
): ByteRange {
  const facet = facets[place]
  if (!facet || segment < 0 || segment >= segmentCount(rows))
    throw new RangeError(`There is no facet ${place} of segment ${segment}`)
  const count = rowsOfSegment(rows, segment)
  const before = facetSegmentBytes(facets.slice(0, place), count)
  const start = facetSegmentRange(facets, rows, segment).start + before
  return { start, end: start + count * TYPES[facet.type].bytes }
}

/**
 * A column as 32-bit numbers, `MISSING_FACET` where the row has no value. `bytes` are those of `facetColumnRange`.
 * Throws `PreparedFormatError` for another length and for values outside the manifest's range.
 */
export function decodeFacetColumn(bytes: Uint8Array, facet: PreparedFacet, file: string): Int32Array<ArrayBuffer> {
  const { bytes: width, array } = TYPES[facet.type]
  if (bytes.length % width !== 0)
    throw new PreparedFormatError(file, `has a column ${facet.key} of ${bytes.length} bytes, ${width} a row are needed`)
  const values = new array(bytes.slice().buffer)
  const column = new Int32Array(values.length)
  const { min, max, missing } = facet
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    if (value === missing) column[row] = MISSING_FACET
    else if (min !== null && max !== null && value >= min && value <= max) column[row] = value
    else throw new PreparedFormatError(file, `has a ${facet.key} of ${value}, the manifest says ${min} to ${max}`)
  }
  return column
}

/** A column as it is written, padded with zeros. Throws `RangeError` for values outside the facet's range. */
export function encodeFacetColumn(values: Int32Array, facet: PreparedFacet): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(columnBytes(facet, values.length))
  const column = new TYPES[facet.type].array(bytes.buffer)
  const { min, max, missing } = facet
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    if (value === MISSING_FACET) column[row] = missing
    else if (min !== null && max !== null && value >= min && value <= max) column[row] = value
    else throw new RangeError(`A ${facet.key} of ${value} is not within ${min} to ${max}`)
  }
  return bytes
}

/** Checks `facets.bin` by its first 64 bytes, its length and the manifest. Throws `PreparedFormatError`. */
export function checkFacetFile(
  head: Uint8Array,
  fileBytes: number,
  facets: readonly PreparedFacet[],
  rows: number,
  file: string,
): void {
  const header = decodeHeader(head, 'facets', file)
  checkRows(header, rows, file)
  if (header.fields[0] !== facets.length)
    throw new PreparedFormatError(file, `has ${header.fields[0]} columns, the manifest names ${facets.length} facets`)
  checkLength(fileBytes, facetFileBytes(facets, rows), file)
}
