import { describe, expect, it } from 'vitest'
import { checkRows, decodeHeader, encodeHeader, PREPARED_MAGIC } from './file-header'
import { PreparedFormatError } from './prepared-format-error'

const header = encodeHeader('facets', { rows: 70_000, fields: [8, 0xffffffff] })

describe('a header', () => {
  it('is 64 bytes: magic, version, rows, fields, zeros', () => {
    expect(header.length).toBe(64)
    expect(Buffer.from(header).toString('hex')).toBe(
      `${Buffer.from('ALXFACT1').toString('hex')}0100000070110100${'08000000'}ffffffff${'00'.repeat(40)}`,
    )
  })

  it('reads back, wherever it lies in a buffer', () => {
    const read = decodeHeader(Buffer.concat([Buffer.alloc(3), header]).subarray(3), 'facets', 'facets.bin')
    expect(read.rows).toBe(70_000)
    expect(read.fields).toEqual([8, 0xffffffff, ...new Array(10).fill(0)])
  })

  it('has a magic of 8 bytes for each kind, no two alike', () => {
    const magics = Object.values(PREPARED_MAGIC)
    expect(magics.every((magic) => /^[A-Z0-9]{8}$/.test(magic))).toBe(true)
    expect(new Set(magics).size).toBe(magics.length)
  })

  it.each([[-1], [0x100000000], [1.5]])('does not take %s for a number', (rows) => {
    expect(() => encodeHeader('facets', { rows, fields: [] })).toThrow(RangeError)
  })

  it('does not take more than 12 fields', () => {
    expect(() => encodeHeader('facets', { rows: 1, fields: new Array(13).fill(0) })).toThrow(RangeError)
  })
})

function changed(at: number, value: number): Uint8Array {
  const bytes = header.slice()
  bytes[at] = value
  return bytes
}

describe('a bad header', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['nothing', new Uint8Array(0), 'damaged', 'ends after 0 bytes'],
    ['cut short', header.slice(0, 63), 'damaged', 'ends after 63 bytes'],
    ['zeros', new Uint8Array(64), 'damaged', 'begins with'],
    ['another magic', encodeHeader('history', { rows: 1, fields: [] }), 'damaged', 'begins with "ALXHIST1"'],
    ['a web page', Buffer.from('<!doctype html>'.padEnd(80)), 'damaged', 'begins with "<!doctyp"'],
    ['an older version', changed(8, 0), 'older', 'format version 0'],
    ['a newer version', changed(8, 2), 'newer', 'format version 2'],
    ['a far newer version', changed(11, 1), 'newer', 'format version 16777217'],
  ])('is named: %s', (_, bytes, kind, problem) => {
    const read = () => decodeHeader(bytes, 'facets', 'facets.bin')
    expect(read).toThrow(PreparedFormatError)
    expect(read).toThrow(
      expect.objectContaining({ kind, file: 'facets.bin', message: expect.stringContaining(problem) }),
    )
  })

  it('speaks of other rows than the manifest', () => {
    expect(() => checkRows({ rows: 4, fields: [] }, 5, 'facets.bin')).toThrow(
      'facets.bin speaks of 4 rows, the manifest of 5. Copy the folder again or prepare the dataset again',
    )
  })
})
