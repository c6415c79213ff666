import { DIMENSION_COUNT } from './dimensions'
import { bitmapAt, HAS_DIRECTION, HISTORY_POSITIVE, NEGATIVE, PRESENT, SEGMENT_ROWS } from './direction-index-layout'

/** The planes of some rows in load order. */
export interface PlanesBatch {
  /** `row_number` of the first row; at least the number of rows appended so far. */
  readonly rowStart: number
  /** 4 words a row: positive low, positive high, negative low, negative high; 0 where the row has no direction. */
  readonly planes: BigUint64Array
  /** The same 4 words of the union over all UGC and pair items, 0 without any. */
  readonly historyPlanes: BigUint64Array
  /** 1 where the row has a direction of its own, otherwise 0. */
  readonly hasDirection: Uint8Array
}

/** Rows that the index cannot take. */
export class IndexBatchError extends Error {
  override name = 'IndexBatchError'
  readonly code = 'index-batch-unusable'
}

/** The bits of a high word that stand for no dimension. */
const PAST_LAST_DIMENSION = ~((1n << BigInt(DIMENSION_COUNT - 64)) - 1n)

/** Throws `IndexBatchError` unless the rows can follow the `rows` rows that are there. */
export function checkBatch(batch: PlanesBatch, rows: number): void {
  if (!Number.isSafeInteger(batch.rowStart) || batch.rowStart < rows)
    throw new IndexBatchError(`Rows from ${batch.rowStart} on cannot follow the ${rows} rows in the index`)
  for (const plane of ['planes', 'historyPlanes'] as const) {
    const words = batch[plane]
    if (words.length !== 4 * batch.hasDirection.length)
      throw new IndexBatchError(`${plane} has ${words.length} words, ${batch.hasDirection.length} rows need 4 each`)
    const faulty = words.findIndex((word, at) => at % 2 === 1 && (word & PAST_LAST_DIMENSION) !== 0n)
    if (faulty < 0) continue
    throw new IndexBatchError(`${plane} of row ${batch.rowStart + (faulty >> 2)} has a bit past dimension 89`)
  }
}

/** Writes the bits of a checked batch. */
export function writeBatch(memory: Uint8Array, batch: PlanesBatch): void {
  writePlanes(memory, batch.planes, batch.rowStart, 0)
  writePlanes(memory, batch.historyPlanes, batch.rowStart, HISTORY_POSITIVE)
  for (let at = 0; at < batch.hasDirection.length; at++) {
    setBit(memory, PRESENT, batch.rowStart + at)
    if (batch.hasDirection[at] === 1) setBit(memory, HAS_DIRECTION, batch.rowStart + at)
  }
}

/** Sets a bit for each bit of the planes: 8 half words of 32 dimensions a row, positive then negative. */
function writePlanes(memory: Uint8Array, planes: BigUint64Array, rowStart: number, firstBitmap: number): void {
  const halves = new Uint32Array(planes.buffer, planes.byteOffset, planes.length * 2)
  for (let at = 0; at < halves.length; at++) {
    const first = firstBitmap + (at & 4 ? NEGATIVE : 0) + (at & 3) * 32
    const row = rowStart + (at >>> 3)
    for (let word = halves[at] ?? 0; word !== 0; word &= word - 1)
      setBit(memory, first + 31 - Math.clz32(word & -word), row)
  }
}

function setBit(memory: Uint8Array, bitmap: number, row: number): void {
  const segment = Math.floor(row / SEGMENT_ROWS)
  const byte = bitmapAt(segment, bitmap) + ((row % SEGMENT_ROWS) >>> 3)
  memory[byte] = (memory[byte] ?? 0) | (1 << (row & 7))
}
