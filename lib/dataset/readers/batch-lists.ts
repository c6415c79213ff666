import { bufferAddress, type CColumn, isNull } from './arrow-c-data'
import { listRange } from './arrow-values'

/** The item ranges of consecutive list cells. `validity` also marks empty lists as missing where `isNull` would not. */
export interface ListSpans {
  readonly starts: Int32Array
  /** Excluded. */
  readonly ends: Int32Array
  /** Bit set where the list is there and has items; `null` when all have. */
  readonly validity: Uint8Array | null
}

/** The ranges of rows `start` to `start + length` of a list column; `null` for another type. */
export function listSpans(column: CColumn, start: number, length: number): ListSpans | null {
  if (column.dictionary || !/^\+(l|L|w:\d+)$/.test(column.format)) return null
  const starts = new Int32Array(length)
  const ends = new Int32Array(length)
  const bitmap = new Uint8Array(Math.ceil(length / 8))
  let missing = 0
  const offsets =
    column.format === '+l'
      ? new Int32Array(column.memory, bufferAddress(column, 1) + 4 * (column.offset + start), length + 1)
      : null
  for (let row = 0; row < length; row++) {
    const [from, to] = offsets
      ? [offsets[row] ?? 0, offsets[row + 1] ?? 0]
      : listRange(column, column.offset + start + row)
    starts[row] = from
    ends[row] = to
    if (from === to || isNull(column, start + row)) missing++
    else bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return { starts, ends, validity: missing === 0 ? null : bitmap }
}

/**
 * The numbers of a child column as a typed array over all its rows, its offset skipped; 64-bit integers are copied.
 * `null` for other types and where any value is NULL.
 */
export function numbersOf(column: CColumn) {
  if (column.nullCount !== 0 || column.dictionary) return null
  const { memory, length, offset } = column
  const address = bufferAddress(column, 1)
  if (column.format === 'g') return new Float64Array(memory, address + 8 * offset, length)
  if (column.format === 'f') return new Float32Array(memory, address + 4 * offset, length)
  if (column.format === 'i') return new Int32Array(memory, address + 4 * offset, length)
  if (column.format === 'c') return new Int8Array(memory, address + offset, length)
  if (column.format === 'C') return new Uint8Array(memory, address + offset, length)
  if (column.format === 'l') return Float64Array.from(new BigInt64Array(memory, address + 8 * offset, length), Number)
  return null
}
