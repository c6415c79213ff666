import { describe, expect, it } from 'vitest'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import {
  checkFacetFile,
  decodeFacetColumn,
  encodeFacetColumn,
  facetColumnRange,
  facetFileBytes,
  facetSegmentBytes,
  facetSegmentRange,
  planFacet,
} from './facet-columns'
import { encodeHeader } from './file-header'
import { PreparedFormatError } from './prepared-format-error'
import { bitmapFileBytes, checkBitmapFile, rowsOfSegment, segmentBytes, segmentCount, segmentRange } from './segments'
import { checkTextIndexFile, createPackOffsets, textIndexRange } from './text-index'

describe('segments', () => {
  it('hold 65,536 rows, the last one what is left', () => {
    expect([0, 1, 65_536, 65_537, 1_311_622].map(segmentCount)).toEqual([0, 1, 1, 2, 21])
    expect(rowsOfSegment(1_311_622, 20)).toBe(902)
    expect(rowsOfSegment(1_311_622, 19)).toBe(65_536)
  })

  it('are whole bitmaps in both files', () => {
    expect(segmentBytes('directions')).toBe(184 * 8192)
    expect(segmentBytes('history')).toBe(360 * 8192)
    expect(segmentRange('directions', 70_000, 1)).toEqual({ start: 64 + 1_507_328, end: 64 + 2 * 1_507_328 })
    expect(bitmapFileBytes('history', 70_000)).toBe(64 + 2 * 2_949_120)
    expect(() => segmentRange('directions', 70_000, 2)).toThrow(RangeError)
    expect(() => segmentRange('directions', 70_000, -1)).toThrow(RangeError)
  })

  it('are refused where the header or the length lies', () => {
    const head = encodeHeader('directions', { rows: 70_000, fields: [] })
    const bytes = bitmapFileBytes('directions', 70_000)
    expect(() => checkBitmapFile('directions', head, bytes, 70_000, 'directions.bin')).not.toThrow()
    const bad: [Uint8Array, number, number][] = [
      [head, bytes - 1, 70_000],
      [head, bytes + 8192, 70_000],
      [head, bytes, 70_001],
      [encodeHeader('history', { rows: 70_000, fields: [] }), bytes, 70_000],
      [head.subarray(0, 20), bytes, 70_000],
    ]
    for (const [bytesOfHead, fileBytes, rows] of bad)
      expect(() => checkBitmapFile('directions', bytesOfHead, fileBytes, rows, 'directions.bin')).toThrow(
        PreparedFormatError,
      )
  })
})

describe('facets', () => {
  it.each<[number | null, number | null, string, number]>([
    [0, 254, 'u8', 255],
    [0, 255, 'u16', 65_535],
    [0, 65_535, 'i32', MISSING_FACET],
    [-1, 5, 'i16', 32_767],
    [-32_768, 32_766, 'i16', 32_767],
    [-32_769, 5, 'i32', MISSING_FACET],
    [null, null, 'u8', 255],
  ])('from %s to %s are %s', (min, max, type, missing) => {
    expect(planFacet('length', min, max)).toEqual({ key: 'length', type, min, max, missing })
  })

  it('do not hold more than 32 bits', () => {
    expect(() => planFacet('length', 0, 2 ** 31)).toThrow(RangeError)
  })

  const facets = [planFacet('prompt_length', 0, 300), planFacet('length_difference', -40, 40), planFacet('count', 0, 9)]

  it('lie column behind column in a segment, each padded to 64 bytes', () => {
    expect(facetSegmentBytes(facets, 65_536)).toBe(65_536 * 5)
    expect(facetSegmentBytes(facets, 33)).toBe(128 + 128 + 64)
    expect(facetFileBytes(facets, 65_536 + 33)).toBe(64 + 65_536 * 5 + 320)
    expect(facetFileBytes(facets, 65_536)).toBe(64 + 65_536 * 5)
    expect(facetSegmentRange(facets, 65_569, 1)).toEqual({ start: 64 + 327_680, end: 64 + 328_000 })
    expect(facetColumnRange(facets, 65_569, 1, 1)).toEqual({ start: 64 + 327_808, end: 64 + 327_808 + 66 })
    expect(() => facetColumnRange(facets, 65_569, 2, 0)).toThrow(RangeError)
    expect(() => facetColumnRange(facets, 65_569, 0, 3)).toThrow(RangeError)
  })

  it('read back, missing values too', () => {
    const values = Int32Array.of(-40, MISSING_FACET, 0, 40)
    const facet = planFacet('length_difference', -40, 40)
    const bytes = encodeFacetColumn(values, facet)
    expect(bytes.length).toBe(64)
    expect(decodeFacetColumn(bytes.subarray(0, 8), facet, 'facets.bin')).toEqual(values)
    expect(() => encodeFacetColumn(Int32Array.of(41), facet)).toThrow(RangeError)
  })

  it.each<[string, Uint8Array, number | null]>([
    ['above the manifest', Uint8Array.of(41, 0), 40],
    ['below the manifest', Uint8Array.of(0xd7, 0xff), 40],
    ['half a value', Uint8Array.of(1, 0, 1), 40],
    ['a value where there is none', Uint8Array.of(1, 0), null],
  ])('are refused: %s', (_, bytes, end) => {
    const facet = { ...planFacet('length_difference', -40, 40), min: end === null ? null : -40, max: end }
    expect(() => decodeFacetColumn(bytes, facet, 'facets.bin')).toThrow(PreparedFormatError)
  })

  it('are refused where header or length lie', () => {
    const head = encodeHeader('facets', { rows: 10, fields: [3] })
    const bytes = facetFileBytes(facets, 10)
    expect(() => checkFacetFile(head, bytes, facets, 10, 'facets.bin')).not.toThrow()
    expect(() => checkFacetFile(head, bytes - 1, facets, 10, 'facets.bin')).toThrow('bytes long')
    expect(() => checkFacetFile(head, bytes, facets.slice(1), 10, 'facets.bin')).toThrow('has 3 columns')
    expect(() => checkFacetFile(head, bytes, facets, 11, 'facets.bin')).toThrow('speaks of 10 rows')
  })
})

describe('the text index', () => {
  const lengths = Uint32Array.from({ length: 600 }, (_, place) => (place % 7) + 1)
  const bytes = new Uint8Array(lengths.buffer)
  const packBytes = lengths.reduce((sum, length) => sum + length, 0)

  it('finds both parts of every row of a shard', () => {
    const offsets = createPackOffsets(bytes, packBytes, 'text/index.bin')
    let start = 0
    for (let row = 0; row < 300; row++) {
      const [a = 0, b = 0] = [lengths[2 * row], lengths[2 * row + 1]]
      expect(offsets.spanOf(row)).toEqual({ a: { start, end: start + a }, b: { start: start + a, end: start + a + b } })
      start += a + b
    }
    expect(() => offsets.spanOf(300)).toThrow(RangeError)
    expect(() => offsets.spanOf(0.5)).toThrow(RangeError)
  })

  it('counts past 4 GiB', () => {
    const large = new Uint8Array(Uint32Array.of(0xffffffff, 0xffffffff, 1, 2).buffer)
    const offsets = createPackOffsets(large, 2 * 0xffffffff + 3, 'text/index.bin')
    expect(offsets.spanOf(1).a).toEqual({ start: 2 * 0xffffffff, end: 2 * 0xffffffff + 1 })
  })

  it('lies at 8 bytes a row', () => {
    expect(textIndexRange({ rowStart: 10, rows: 5 })).toEqual({ start: 144, end: 184 })
    const head = encodeHeader('textIndex', { rows: 5, fields: [] })
    expect(() => checkTextIndexFile(head, 104, 5, 'text/index.bin')).not.toThrow()
    expect(() => checkTextIndexFile(head, 96, 5, 'text/index.bin')).toThrow(PreparedFormatError)
  })

  it.each<[string, Uint8Array, number]>([
    ['lengths that do not fill the pack', bytes, packBytes + 1],
    ['lengths that pass the pack', bytes, packBytes - 1],
    ['half a row', bytes.subarray(0, 12), 3],
    ['an empty part', new Uint8Array(Uint32Array.of(5, 0).buffer), 5],
    ['an empty first part', new Uint8Array(Uint32Array.of(0, 5).buffer), 5],
  ])('is refused: %s', (_, bad, pack) => {
    expect(() => createPackOffsets(bad, pack, 'text/index.bin')).toThrow(PreparedFormatError)
  })
})
