import { isAscii } from 'node:buffer'
import { FACETS } from '@/lib/core/columns'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { utf16Lengths } from '@/lib/dataset/encode-batch'
import { type ExampleColumns, type ItemColumns, isValid, type TextColumn } from '@/lib/dataset/example-columns'
import { FLAG, RECORD_WORDS, WORD } from './row-record'

/** Words of 32 bits of one row's planes: positive low, high, negative low, high, two words each. */
const PLANES = 8

/** Writes all but hashes and text lengths of consecutive rows into their records, which must be zeros. */
export function fillRecords(records: Uint32Array, columns: ExampleColumns, shardRows: ArrayLike<number>): void {
  const own = new Uint32Array(columns.direction.planes.buffer, columns.direction.planes.byteOffset)
  const facets = facetColumns(columns)
  for (let row = 0; row < columns.length; row++) {
    const at = row * RECORD_WORDS
    for (let word = 0; word < PLANES; word++) records[at + WORD.own + word] = own[row * PLANES + word] ?? 0
    foldHistory(records, at, columns, row)
    records[at + WORD.flags] = flagsOf(columns, row)
    records[at + WORD.shardRow] = shardRows[row] ?? 0
    for (const [place, facet] of facets.entries()) records[at + WORD.facets + place] = facet(records, at, row) >>> 0
  }
}

/** The union and the intersection of the planes of a row's UGC and pair items; the intersection of none is empty. */
function foldHistory(records: Uint32Array, at: number, columns: ExampleColumns, row: number): void {
  let isFirst = true
  for (const items of [columns.ugc, columns.pairs]) {
    const { planes } = items.direction
    const source = new Uint32Array(planes.buffer, planes.byteOffset, planes.length * 2)
    const end = items.offsets[row + 1] ?? 0
    for (let item = items.offsets[row] ?? 0; item < end; item++) {
      for (let word = 0; word < PLANES; word++) {
        const bits = source[item * PLANES + word] ?? 0
        const some = at + WORD.some + word
        const every = at + WORD.every + word
        records[some] = (records[some] ?? 0) | bits
        records[every] = isFirst ? bits : (records[every] ?? 0) & bits
      }
      isFirst = false
    }
  }
}

function flagsOf(columns: ExampleColumns, row: number): number {
  return (
    (isValid(columns.direction.validity, row) ? FLAG.direction : 0) |
    (hasText(columns.demographics, row) ? FLAG.demographics : 0) |
    (hasText(columns.profile, row) ? FLAG.profile : 0) |
    (hasText(columns.persona, row) ? FLAG.persona : 0) |
    (itemCount(columns.ugc, row) > 0 ? FLAG.ugc : 0) |
    (itemCount(columns.pairs, row) > 0 ? FLAG.pairs : 0)
  )
}

/** A text counts as there when it is neither NULL nor empty, as the filters count. */
function hasText(column: TextColumn, row: number): boolean {
  return isValid(column.validity, row) && (column.offsets[row + 1] ?? 0) > (column.offsets[row] ?? 0)
}

function itemCount(items: ItemColumns, row: number): number {
  return (items.offsets[row + 1] ?? 0) - (items.offsets[row] ?? 0)
}

type Facet = (records: Uint32Array, at: number, row: number) => number

/** How each facet is read, in the order of `FACETS`. */
function facetColumns(columns: ExampleColumns): Facet[] {
  const [prompt, chosen, rejected] = [columns.prompt, columns.chosen, columns.rejected].map(lengthsOf)
  const lengthOf = (lengths: Int32Array | undefined, row: number) => lengths?.[row] ?? 0
  const ifDirected = (records: Uint32Array, at: number, value: () => number) =>
    (records[at + WORD.flags] ?? 0) & FLAG.direction ? value() : MISSING_FACET
  const known = new Map<string, Facet>([
    ['prompt_length', (_records, _at, row) => lengthOf(prompt, row)],
    ['chosen_length', (_records, _at, row) => lengthOf(chosen, row)],
    ['rejected_length', (_records, _at, row) => lengthOf(rejected, row)],
    ['length_difference', (_records, _at, row) => lengthOf(chosen, row) - lengthOf(rejected, row)],
    ['ugc_count', (_records, _at, row) => itemCount(columns.ugc, row)],
    ['pair_count', (_records, _at, row) => itemCount(columns.pairs, row)],
    ['active_count', (records, at) => ifDirected(records, at, () => countActive(records, at))],
    ['conflict_count', (records, at) => ifDirected(records, at, () => countConflicts(records, at))],
  ])
  return FACETS.map(({ key }) => {
    const facet = known.get(key)
    if (!facet) throw new RangeError(`The facet ${key} is not known to the writer of prepared datasets`)
    return facet
  })
}

/** Lengths in UTF-16 code units, which of ASCII are those in bytes. */
function lengthsOf(column: TextColumn): Int32Array {
  const { bytes, offsets, length, validity } = column
  const lengths = new Int32Array(length)
  for (let row = 0; row < length; row++) {
    const [start, end] = [offsets[row] ?? 0, offsets[row + 1] ?? 0]
    lengths[row] = isAscii(bytes.subarray(start, end))
      ? end - start
      : (utf16Lengths({ bytes, offsets: offsets.subarray(row, row + 2), length: 1, validity })[0] ?? 0)
  }
  return lengths
}

function countActive(records: Uint32Array, at: number): number {
  let count = 0
  for (let word = 0; word < PLANES; word++) count += countBits(records[at + WORD.own + word] ?? 0)
  return count
}

/** Dimensions where some item of the history holds the pole opposite to the row's own. */
function countConflicts(records: Uint32Array, at: number): number {
  let count = 0
  for (let word = 0; word < PLANES; word++)
    count += countBits((records[at + WORD.own + word] ?? 0) & (records[at + WORD.some + ((word + 4) % PLANES)] ?? 0))
  return count
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
