import { FACETS, type FacetKey } from '@/lib/core/columns'
import { TEXT_FLAGS } from '@/lib/core/direction-index-rows'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import {
  type BatchColumn,
  historyEveryPlaneColumns,
  historyPlaneColumns,
  integerData,
  itemData,
  planeColumns,
  textData,
  writeBatch,
} from './arrow-batch'
import { type ExampleColumns, type ItemColumns, isValid, type TextColumn, textColumn } from './example-columns'
import type { IndexBatch } from './index-sink'

/** Where the rows of a batch go and where they come from. */
export interface BatchOrigin {
  /** `row_number` of the first row. */
  readonly firstRowNumber: number
  /** 0-based place of the shard. */
  readonly shard: number
  /** The 0-based row in the shard of each row. */
  readonly shardRows: ArrayLike<number>
}

/** A batch as the database and the direction index take it. */
export interface EncodedBatch extends IndexBatch {
  /** Arrow IPC stream with the columns of `EXAMPLE_COLUMNS`. */
  readonly ipc: Uint8Array<ArrayBuffer>
  readonly hashes: readonly string[]
}

/** Encodes consecutive examples, `hashes` their content hashes: lengths, counts, history planes, Arrow. */
export function encodeBatch(columns: ExampleColumns, hashes: readonly string[], origin: BatchOrigin): EncodedBatch {
  const { length } = columns
  const historyPlanes = uniteHistories(columns)
  const historyEveryPlanes = intersectHistories(columns)
  const integers = (value: (row: number) => number) => Int32Array.from({ length }, (_, row) => value(row))
  const numbers = (value: (row: number) => number) => integerData(integers(value))
  const { planes, validity } = columns.direction
  const [chosenLength, rejectedLength] = [utf16Lengths(columns.chosen), utf16Lengths(columns.rejected)]
  const facets: Readonly<Record<FacetKey, Int32Array>> = {
    prompt_length: utf16Lengths(columns.prompt),
    chosen_length: chosenLength,
    rejected_length: rejectedLength,
    length_difference: integers((row) => (chosenLength[row] ?? 0) - (rejectedLength[row] ?? 0)),
    ugc_count: integers((row) => itemCount(columns.ugc, row)),
    pair_count: integers((row) => itemCount(columns.pairs, row)),
    active_count: integers((row) => (isValid(validity, row) ? countBits(planes, row) : MISSING_FACET)),
    conflict_count: integers((row) =>
      isValid(validity, row) ? countConflicts(planes, historyPlanes, row) : MISSING_FACET,
    ),
  }
  const batch: BatchColumn[] = [
    ['row_number', numbers((row) => origin.firstRowNumber + row)],
    ['shard', numbers(() => origin.shard)],
    ['shard_row', numbers((row) => origin.shardRows[row] ?? 0)],
    ['hash', textData(textColumn(hashes))],
    ['prompt', textData(columns.prompt)],
    ['chosen', textData(columns.chosen)],
    ['rejected', textData(columns.rejected)],
    ['demographics', textData(columns.demographics)],
    ['profile', textData(columns.profile)],
    ['persona', textData(columns.persona)],
    ...planeColumns(columns.direction),
    ...historyPlaneColumns(historyPlanes, length),
    ...historyEveryPlaneColumns(historyEveryPlanes, length),
    ['ugc', itemData(columns.ugc, ['prompt', 'comment'])],
    ['pairs', itemData(columns.pairs, ['prompt', 'chosen', 'rejected'])],
    ['extra', textData(columns.extra)],
    ...FACETS.map(
      ({ key }): BatchColumn => [key, integerData(facets[key], FACETS_OF_DIRECTION.has(key) ? validity : null)],
    ),
  ]
  return {
    rows: length,
    ipc: writeBatch(batch),
    planes,
    historyPlanes,
    historyEveryPlanes,
    hasDirection: Uint8Array.from({ length }, (_, row) => (isValid(validity, row) ? 1 : 0)),
    texts: flagTexts(columns),
    facets: joinFacets(facets, length),
    shard: origin.shard,
    hashes,
  }
}

/** The facets that a row without a direction does not have. */
const FACETS_OF_DIRECTION: ReadonlySet<FacetKey> = new Set<FacetKey>(['active_count', 'conflict_count'])

function joinFacets(facets: Readonly<Record<FacetKey, Int32Array>>, length: number): Int32Array<ArrayBuffer> {
  const joined = new Int32Array(FACETS.length * length)
  for (const [at, { key }] of FACETS.entries()) joined.set(facets[key], at * length)
  return joined
}

/** The texts of each row that are neither NULL nor empty. */
function flagTexts(columns: ExampleColumns): Uint8Array<ArrayBuffer> {
  const flags = new Uint8Array(columns.length)
  for (const key of ['demographics', 'profile', 'persona'] as const) {
    const { offsets, validity } = columns[key]
    for (let row = 0; row < columns.length; row++)
      if (isValid(validity, row) && (offsets[row + 1] ?? 0) > (offsets[row] ?? 0))
        flags[row] = (flags[row] ?? 0) | TEXT_FLAGS[key]
  }
  return flags
}

function itemCount(items: ItemColumns, row: number): number {
  return (items.offsets[row + 1] ?? 0) - (items.offsets[row] ?? 0)
}

/** Lengths in UTF-16 code units, from UTF-8: one for each first byte, two where it opens four bytes. */
export function utf16Lengths(column: TextColumn): Int32Array {
  const lengths = new Int32Array(column.length)
  const { bytes, offsets } = column
  for (let row = 0; row < column.length; row++) {
    const end = offsets[row + 1] ?? 0
    let units = 0
    for (let index = offsets[row] ?? 0; index < end; index++) {
      const byte = bytes[index] ?? 0
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1
    }
    lengths[row] = units
  }
  return lengths
}

function uniteHistories(columns: ExampleColumns): BigUint64Array<ArrayBuffer> {
  const united = new BigUint64Array(columns.length * 4)
  const words = new Uint32Array(united.buffer)
  for (const items of [columns.ugc, columns.pairs]) {
    const source = new Uint32Array(items.direction.planes.buffer)
    for (let row = 0; row < columns.length; row++) {
      const end = items.offsets[row + 1] ?? 0
      for (let item = items.offsets[row] ?? 0; item < end; item++)
        for (let word = 0; word < 8; word++)
          words[row * 8 + word] = (words[row * 8 + word] ?? 0) | (source[item * 8 + word] ?? 0)
    }
  }
  return united
}

/** An item without a direction has zeros in its planes, so it leaves nothing. */
function intersectHistories({ length, ugc, pairs }: ExampleColumns): BigUint64Array<ArrayBuffer> {
  const common = new BigUint64Array(length * 4)
  const words = new Uint32Array(common.buffer)
  for (let row = 0; row < length; row++)
    if (itemCount(ugc, row) + itemCount(pairs, row) > 0) words.fill(0xffffffff, row * 8, row * 8 + 8)
  for (const items of [ugc, pairs]) {
    const source = new Uint32Array(items.direction.planes.buffer)
    for (let row = 0; row < length; row++) {
      const end = items.offsets[row + 1] ?? 0
      for (let item = items.offsets[row] ?? 0; item < end; item++)
        for (let word = 0; word < 8; word++)
          words[row * 8 + word] = (words[row * 8 + word] ?? 0) & (source[item * 8 + word] ?? 0)
    }
  }
  return common
}

/** Dimensions that are not neutral: the set bits of the four planes of a row, which never overlap. */
function countBits(planes: BigUint64Array<ArrayBuffer>, row: number): number {
  let count = 0
  for (const word of new Uint32Array(planes.buffer, row * 32, 8)) count += popCount(word)
  return count
}

/** Dimensions where some history item holds the pole opposite to the row's own. */
function countConflicts(
  planes: BigUint64Array<ArrayBuffer>,
  historyPlanes: BigUint64Array<ArrayBuffer>,
  row: number,
): number {
  const own = new Uint32Array(planes.buffer, row * 32, 8)
  const past = new Uint32Array(historyPlanes.buffer, row * 32, 8)
  let count = 0
  for (let word = 0; word < 8; word++) count += popCount((own[word] ?? 0) & (past[(word + 4) % 8] ?? 0))
  return count
}

function popCount(word: number): number {
  let count = 0
  for (let bits = word; bits !== 0; bits &= bits - 1) count++
  return count
}
