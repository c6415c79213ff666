import { describe, expect, it } from 'vitest'
import { HEADER_BYTES } from './file-header'
import { decodePosting, encodePosting } from './postings'
import { PreparedFormatError } from './prepared-format-error'
import { findTerm, readTermsBlock, readTermsHeader, readTermsList, TermsWriter } from './terms'
import { buildTerms } from './test-files'

const ROWS = 5000
const FILE = 'terms/terms.bin'

const words = new Map<string, readonly number[]>([
  ['the', Array.from({ length: ROWS - 1 }, (_, row) => row)],
  ['über', [0, 4999]],
  ['犬', [77]],
  ['𝒳', [3, 4]],
  ...Array.from({ length: 700 }, (_, place): [string, readonly number[]] => [
    `word${place * 7}`,
    Array.from({ length: (place % 30) + 1 }, (_row, at) => at * 150 + (place % 50)),
  ]),
])

function lookUp(term: string, { terms, postings }: ReturnType<typeof buildTerms>): number[] | null {
  const header = readTermsHeader(terms, terms.length, ROWS, FILE)
  const list = readTermsList(terms.subarray(HEADER_BYTES, HEADER_BYTES + header.listBytes), header, FILE)
  const range = list.blockOf(term)
  const entry = range && findTerm(term, terms.subarray(range.start, range.end), postings.length, FILE)
  if (!entry) return null
  const mask = decodePosting(postings.subarray(entry.postings.start, entry.postings.end), entry, ROWS, 'postings.bin')
  return Array.from({ length: ROWS }, (_, row) => row).filter((row) => ((mask[row >> 3] ?? 0) >> (row & 7)) & 1)
}

describe('the word index', () => {
  const built = buildTerms(words, ROWS)

  it('finds the rows of every word', () => {
    for (const [word, rows] of words) expect(lookUp(word, built)).toEqual(rows)
  })

  it('finds nothing for words before, between and after', () => {
    for (const word of ['', 'a', 'the0', 'word', 'word70000', 'zebra', '𝒴']) expect(lookUp(word, built)).toBeNull()
  })

  it('keeps dense words as bitmaps and fits in fewer bytes than row numbers', () => {
    expect(encodePosting(words.get('the') ?? [], ROWS)).toMatchObject({ kind: 1 })
    expect(encodePosting([1, 2, 3], ROWS)).toMatchObject({ kind: 0, bytes: Uint8Array.of(1, 1, 1) })
  })

  it('is empty without words', () => {
    const none = buildTerms(new Map(), ROWS)
    expect(none.terms.length).toBe(64)
    expect(lookUp('the', none)).toBeNull()
  })

  it('takes words and rows in order alone', () => {
    const writer = new TermsWriter()
    writer.add(Buffer.from('b'), { count: 1, kind: 0, bytes: 1 })
    expect(() => writer.add(Buffer.from('a'), { count: 1, kind: 0, bytes: 1 })).toThrow(RangeError)
    expect(() => encodePosting([3, 3], ROWS)).toThrow(RangeError)
    expect(() => encodePosting([ROWS], ROWS)).toThrow(RangeError)
  })
})

describe('a bad dictionary', () => {
  const { terms, postings } = buildTerms(words, ROWS)
  const header = readTermsHeader(terms, terms.length, ROWS, FILE)
  const list = terms.subarray(HEADER_BYTES, HEADER_BYTES + header.listBytes)
  const first = readTermsList(list, header, FILE).blockOf('the') ?? { start: 0, end: 0 }
  const block = terms.subarray(first.start, first.end)

  it.each<[string, () => unknown]>([
    ['a cut file', () => readTermsHeader(terms, terms.length - 1, ROWS, FILE)],
    ['other rows', () => readTermsHeader(terms, terms.length, ROWS + 1, FILE)],
    [
      'lying blocks',
      () => {
        const lying = terms.slice(0, 64)
        lying[20] = 200
        return readTermsHeader(lying, terms.length, ROWS, FILE)
      },
    ],
    ['a cut list', () => readTermsList(list.subarray(0, -1), header, FILE)],
    ['a list of zeros', () => readTermsList(new Uint8Array(list.length), header, FILE)],
    ['a list that does not fill the file', () => readTermsList(list, { ...header, blockBytes: 5 }, FILE)],
    ['a cut block', () => [...readTermsBlock(block.subarray(0, -1), postings.length, FILE)]],
    ['a block of zeros', () => [...readTermsBlock(new Uint8Array(40), postings.length, FILE)]],
    ['postings that are too short', () => [...readTermsBlock(block, 70, FILE)]],
    ['an unknown kind', () => [...readTermsBlock(Uint8Array.of(64, 0, 1, 97, 1, 7, 1), 100, FILE)]],
    ['too much shared', () => [...readTermsBlock(Uint8Array.of(64, 3, 1, 97, 1, 0, 1), 100, FILE)]],
    ['an endless number', () => [...readTermsBlock(new Uint8Array(30).fill(255), 100, FILE)]],
    [
      'words out of order',
      () => [...readTermsBlock(Uint8Array.of(64, 0, 1, 98, 1, 0, 1, 0, 1, 97, 1, 0, 1), 100, FILE)],
    ],
  ])('is named: %s', (_, read) => {
    expect(read).toThrow(PreparedFormatError)
  })
})

describe('bad postings', () => {
  it.each<[string, Uint8Array, 0 | 1, number]>([
    ['a row past the end', Uint8Array.of(136, 39), 0, 1],
    ['a row twice', Uint8Array.of(5, 0), 0, 2],
    ['fewer rows than said', Uint8Array.of(5), 0, 2],
    ['more rows than said', Uint8Array.of(5, 1), 0, 1],
    ['a torn number', Uint8Array.of(133), 0, 1],
    ['a short bitmap', new Uint8Array(624), 1, 0],
    ['a bitmap of another count', new Uint8Array(625).fill(255), 1, 4999],
  ])('are named: %s', (_, bytes, kind, count) => {
    expect(() => decodePosting(bytes, { kind, count }, ROWS, 'postings.bin')).toThrow(PreparedFormatError)
  })

  it('are named: bits past the last row', () => {
    expect(() => decodePosting(Uint8Array.of(0b1000_0000), { kind: 1, count: 1 }, 5, 'postings.bin')).toThrow(
      PreparedFormatError,
    )
  })
})
