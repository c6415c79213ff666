import duckdb, { type Vector } from '@duckdb/node-bindings'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { isValid, packValidity, type TextColumn, type VectorColumn } from '@/lib/dataset/example-columns'
import { foldVectors } from '@/lib/dataset/fold-vectors'

/** Something in a shard is not just as AlignX publishes it: the shard is to be read as the browser reads it. */
export class UnusualShardError extends Error {
  override name = 'UnusualShardError'
}

/** Bytes of a text's or a list's entry, and of the longest text that lies in its entry. */
const ENTRY_BYTES = 16
const INLINE_BYTES = 12

/**
 * The texts of a VARCHAR vector. DuckDB lays the texts of a vector behind each other in blocks of memory, so those that
 * follow each other are taken as one piece: a call for each text would cost more than all else that is done to it.
 */
export function readTexts(vector: Vector, count: number): TextColumn {
  const validity = readValidity(vector, count)
  const entries = duckdb.vector_get_data(vector, count * ENTRY_BYTES).slice()
  const view = new DataView(entries.buffer)
  const offsets = new Int32Array(count + 1)
  for (let row = 0; row < count; row++)
    offsets[row + 1] = (offsets[row] ?? 0) + (isValid(validity, row) ? view.getUint32(row * ENTRY_BYTES, true) : 0)
  const bytes = new Uint8Array(Buffer.allocUnsafeSlow(offsets[count] ?? 0).buffer)
  let first = 0
  let start = 0
  let end = 0
  const takePiece = () => {
    if (start === end) return
    bytes.set(duckdb.get_data_from_pointer(entries.buffer, first * ENTRY_BYTES + 8, end - start), offsets[first])
    start = end
  }
  for (let row = 0; row < count; row++) {
    const at = row * ENTRY_BYTES
    const length = (offsets[row + 1] ?? 0) - (offsets[row] ?? 0)
    if (length > INLINE_BYTES) {
      const address = view.getUint32(at + 8, true) + 2 ** 32 * view.getUint32(at + 12, true)
      if (address !== end || start === end) {
        takePiece()
        first = row
        start = address
      }
      end = address + length
    } else if (length > 0) {
      takePiece()
      bytes.set(entries.subarray(at + 4, at + 4 + length), offsets[row])
    }
  }
  takePiece()
  return { length: count, offsets, bytes, validity }
}

/** The lists of a vector: list `i` owns items `offsets[i]` to `offsets[i + 1] - 1` of `items`. NULL owns none. */
export function readLists(vector: Vector, count: number): { readonly offsets: Int32Array; readonly items: Vector } {
  const validity = readValidity(vector, count)
  const entries = duckdb.vector_get_data(vector, count * ENTRY_BYTES)
  const words = new Uint32Array(entries.buffer, entries.byteOffset, count * 4)
  const offsets = new Int32Array(count + 1)
  for (let row = 0; row < count; row++) {
    const start = offsets[row] ?? 0
    const length = isValid(validity, row) ? (words[4 * row + 2] ?? 0) : 0
    if (length > 0 && words[4 * row] !== start) throw new UnusualShardError('Lists do not follow each other')
    offsets[row + 1] = start + length
  }
  return { offsets, items: duckdb.list_vector_get_child(vector) }
}

/** How the numbers of a direction are kept. */
export type NumberType = 'DOUBLE' | 'FLOAT'

/** Directions from a vector of lists of numbers; an empty list is none. Throws `UnusualShardError`. */
export function readDirections(vector: Vector, count: number, type: NumberType): VectorColumn {
  const { offsets, items } = readLists(vector, count)
  const isThere: boolean[] = []
  for (let row = 0; row < count; row++) {
    const length = (offsets[row + 1] ?? 0) - (offsets[row] ?? 0)
    if (length !== 0 && length !== DIMENSION_COUNT) throw new UnusualShardError('A direction has another length')
    isThere.push(length > 0)
  }
  const total = offsets[count] ?? 0
  expectAll(items, total, 'A number of a direction')
  const { buffer, byteOffset } = duckdb.vector_get_data(items, total * (type === 'DOUBLE' ? 8 : 4))
  const values =
    type === 'DOUBLE' ? new Float64Array(buffer, byteOffset, total) : new Float32Array(buffer, byteOffset, total)
  const column = foldVectors(values, offsets, count, packValidity(isThere))
  if (!column) throw new UnusualShardError('A direction holds another value')
  return column
}

/** Throws `UnusualShardError` when one of the first `count` values of a vector is NULL. */
export function expectAll(vector: Vector, count: number, what: string): void {
  if (readValidity(vector, count) !== null) throw new UnusualShardError(`${what} is NULL`)
}

/** As `TextColumn` has it: `null` when no value is NULL. */
function readValidity(vector: Vector, count: number): Uint8Array | null {
  // The bindings answer null where DuckDB keeps no bitmap, whatever their types say.
  const bitmap: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8)
  if (!bitmap) return null
  for (let row = 0; row < count; row++) if (!isValid(bitmap, row)) return bitmap.slice()
  return null
}
