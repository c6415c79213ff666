import { DIMENSION_COUNT } from './dimensions'
import { createKernel, type IndexKernel } from './direction-index-kernel'
import { dimensionOf } from './filter-terms'
import type { IndexFilter } from './index-filter'

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

/** Rows under a filter by pole; each list has 90 counts in dimension order. */
export interface IndexCounts {
  /** Rows that meet the filter, and all rows. */
  readonly matched: number
  readonly total: number
  /** Rows that meet the filter and have a direction. */
  readonly withDirection: number
  readonly positive: Uint32Array
  readonly negative: Uint32Array
  /** Rows some UGC or pair item of which holds the pole. */
  readonly historyPositive: Uint32Array
  readonly historyNegative: Uint32Array
}

/** Rows as bits: row `i` is bit `i % 8` of byte `i / 8`. Rows past the end are not in it. */
export type RowMask = Uint8Array

/**
 * The directions of all rows turned on their side: a bitmap for each of the 180 poles, for each pole of the histories,
 * and for having a direction at all. Counting all poles under a filter reads these bits and nothing else.
 */
export interface DirectionIndex {
  readonly kernel: IndexKernel['kind']
  rows(): number
  /** Memory held, in bytes. */
  byteLength(): number
  /** Throws `IndexBatchError`, and changes nothing, for rows out of order, lists of unequal length or bits past 89. */
  append(batch: PlanesBatch): void
  /** Counts all poles under the filter; `masks` are the rows behind its `mask` terms. */
  countPoles(filter: IndexFilter, masks: readonly RowMask[]): IndexCounts
  /** The rows that meet the filter. */
  rowMask(filter: IndexFilter, masks: readonly RowMask[]): RowMask
  /** Forgets every row and keeps the memory. */
  clear(): void
}

/** Rows that the index cannot take. */
export class IndexBatchError extends Error {
  override name = 'IndexBatchError'
  readonly code = 'index-batch-unusable'
}

/** Rows are kept in segments of this many, so that growing moves nothing and a mask stays in the fastest cache. */
const SEGMENT_ROWS = 65_536
const BITMAP_BYTES = SEGMENT_ROWS / 8

const NEGATIVE = DIMENSION_COUNT
const HISTORY_POSITIVE = 2 * DIMENSION_COUNT
const HISTORY_NEGATIVE = 3 * DIMENSION_COUNT
const HAS_DIRECTION = 4 * DIMENSION_COUNT
const PRESENT = HAS_DIRECTION + 1
const BITMAPS = PRESENT + 1
const SEGMENT_BYTES = BITMAPS * BITMAP_BYTES

/** Memory before the segments: the masks of a filter being answered, then the counts. */
const SCRATCH_MASKS = 12
const COUNTS_AT = SCRATCH_MASKS * BITMAP_BYTES
const SEGMENTS_AT = COUNTS_AT + 4096

/** The bits of a high word that stand for no dimension. */
const PAST_LAST_DIMENSION = ~((1n << BigInt(DIMENSION_COUNT - 64)) - 1n)

/** An empty index on the fastest kernel at hand, or on the one given. */
export function createDirectionIndex(kernel: IndexKernel = createKernel()): DirectionIndex {
  let rows = 0
  kernel.reserve(SEGMENTS_AT)
  const segments = () => Math.ceil(rows / SEGMENT_ROWS)

  function append(batch: PlanesBatch): void {
    checkBatch(batch, rows)
    const end = batch.rowStart + batch.hasDirection.length
    kernel.reserve(SEGMENTS_AT + Math.ceil(end / SEGMENT_ROWS) * SEGMENT_BYTES)
    writeBatch(kernel.memory(), batch)
    rows = end
  }

  function countPoles(filter: IndexFilter, masks: readonly RowMask[]): IndexCounts {
    kernel.memory().fill(0, COUNTS_AT, COUNTS_AT + BITMAPS * 4)
    for (let segment = 0; segment < segments(); segment++) {
      const mask = evaluate({ kernel, masks, segment }, filter, 0)
      kernel.count(bitmapAt(segment, 0), BITMAPS, BITMAP_BYTES, mask, COUNTS_AT)
    }
    const counts = new Uint32Array(kernel.memory().slice(COUNTS_AT, COUNTS_AT + BITMAPS * 4).buffer)
    return {
      matched: counts[PRESENT] ?? 0,
      total: rows,
      withDirection: counts[HAS_DIRECTION] ?? 0,
      positive: counts.slice(0, NEGATIVE),
      negative: counts.slice(NEGATIVE, HISTORY_POSITIVE),
      historyPositive: counts.slice(HISTORY_POSITIVE, HISTORY_NEGATIVE),
      historyNegative: counts.slice(HISTORY_NEGATIVE, HAS_DIRECTION),
    }
  }

  function rowMask(filter: IndexFilter, masks: readonly RowMask[]): RowMask {
    const found = new Uint8Array(segments() * BITMAP_BYTES)
    for (let segment = 0; segment < segments(); segment++) {
      const mask = evaluate({ kernel, masks, segment }, filter, 0)
      found.set(kernel.memory().subarray(mask, mask + BITMAP_BYTES), segment * BITMAP_BYTES)
    }
    return found.slice(0, Math.ceil(rows / 8))
  }

  function clear(): void {
    kernel.memory().fill(0)
    rows = 0
  }

  return {
    kernel: kernel.kind,
    rows: () => rows,
    byteLength: () => kernel.memory().byteLength,
    append,
    countPoles,
    rowMask,
    clear,
  }
}

function bitmapAt(segment: number, bitmap: number): number {
  return SEGMENTS_AT + segment * SEGMENT_BYTES + bitmap * BITMAP_BYTES
}

function checkBatch(batch: PlanesBatch, rows: number): void {
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

function writeBatch(memory: Uint8Array, batch: PlanesBatch): void {
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

interface Evaluation {
  readonly kernel: IndexKernel
  readonly masks: readonly RowMask[]
  readonly segment: number
}

/** Where the segment's rows that meet the filter lie: a bitmap of the index, or the scratch mask at `slot`. */
function evaluate(evaluation: Evaluation, filter: IndexFilter, slot: number): number {
  const { kernel, segment } = evaluation
  if (slot >= SCRATCH_MASKS) throw new RangeError(`The filter is more than ${SCRATCH_MASKS - 1} levels deep`)
  const target = slot * BITMAP_BYTES
  const start = (bitmap: number) => {
    const from = bitmapAt(segment, bitmap)
    kernel.memory().copyWithin(target, from, from + BITMAP_BYTES)
  }
  switch (filter.kind) {
    case 'direction':
      return bitmapAt(segment, dimensionOf(filter).index + (filter.pole === 'positive' ? 0 : NEGATIVE))
    case 'history':
      return bitmapAt(
        segment,
        dimensionOf(filter).index + (filter.pole === 'positive' ? HISTORY_POSITIVE : HISTORY_NEGATIVE),
      )
    case 'has-direction':
      return bitmapAt(segment, HAS_DIRECTION)
    case 'neutral': {
      const { index } = dimensionOf(filter)
      start(HAS_DIRECTION)
      kernel.andNot(target, bitmapAt(segment, index), BITMAP_BYTES)
      kernel.andNot(target, bitmapAt(segment, index + NEGATIVE), BITMAP_BYTES)
      return target
    }
    case 'mask':
      loadMask(evaluation, filter.mask, target)
      kernel.and(target, bitmapAt(segment, PRESENT), BITMAP_BYTES)
      return target
    case 'not':
      start(PRESENT)
      kernel.andNot(target, evaluate(evaluation, filter.filter, slot + 1), BITMAP_BYTES)
      return target
    case 'all':
      start(PRESENT)
      for (const part of filter.filters) kernel.and(target, evaluate(evaluation, part, slot + 1), BITMAP_BYTES)
      return target
    case 'any':
      kernel.memory().fill(0, target, target + BITMAP_BYTES)
      for (const part of filter.filters) kernel.or(target, evaluate(evaluation, part, slot + 1), BITMAP_BYTES)
      return target
  }
}

function loadMask({ kernel, masks, segment }: Evaluation, place: number, target: number): void {
  const mask = masks[place]
  if (!mask) throw new RangeError(`The filter asks for mask ${place}, ${masks.length} were given`)
  const part = mask.subarray(segment * BITMAP_BYTES, (segment + 1) * BITMAP_BYTES)
  const memory = kernel.memory()
  memory.set(part, target)
  memory.fill(0, target + part.length, target + BITMAP_BYTES)
}
