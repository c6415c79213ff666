import { countBits, type IndexedRows, type MaskedFilter, maskDirections, segmentsOf } from './direction-index-counts'
import type { IndexKernel } from './direction-index-kernel'
import {
  BITMAP_BYTES,
  bitmapAt,
  HAS_DIRECTION,
  PACKED_AT,
  PAIR_COUNTS_AT,
  POLE_COUNT,
  SEGMENT_ROWS,
} from './direction-index-layout'
import type { Steps } from './steps'

/** How often two poles stand in one direction. */
export interface CoOccurrence {
  /** Rows that meet the filter and have a direction. */
  readonly n: number
  /**
   * 180 x 180 row counts, symmetric: `counts[i * 180 + j]` is how many of the `n` rows hold both pole `i` and pole `j`.
   * Poles 0 to 89 are the positive ones in dimension order, 90 to 179 the negative ones; the diagonal counts one pole.
   */
  readonly counts: Uint32Array
}

/** From this many rows of a segment on, counting it whole is faster than packing its rows together first. */
const WHOLE_SEGMENT_ROWS = SEGMENT_ROWS / 2

/** Poles counted against the later ones in one step: a few milliseconds. */
const POLES_A_STEP = 30

/** A segment's place in the memory; rows of a pole's bitmap that are no part of it are zero or masked. */
interface PoleBitmaps {
  readonly start: number
  /** Length of a bitmap and distance between two, a multiple of 64. */
  readonly length: number
  /** Where the rows to count stand, `null` for all. */
  readonly mask: number | null
}

/**
 * Counts all pairs of poles under the filter, exactly. Segments that the filter leaves mostly empty are packed: their
 * rows move together, so that the work falls with the number of rows.
 */
export function* countPairs({ kernel, rows }: IndexedRows, question: MaskedFilter): Steps<CoOccurrence> {
  const memory = () => kernel.memory()
  memory().fill(0, PAIR_COUNTS_AT, PAIR_COUNTS_AT + 4 * POLE_COUNT ** 2)
  const segments = segmentsOf(rows)
  const packer = createPacker(kernel)
  let n = 0
  for (let segment = 0; segment < segments; segment++) {
    const done = segment / segments
    const matching = maskDirections(kernel, question, segment)
    n += matching.rows
    if (matching.rows >= WHOLE_SEGMENT_ROWS) {
      const isWhole = matching.rows === countBits(kernel, bitmapAt(segment, HAS_DIRECTION))
      const mask = isWhole ? null : matching.mask
      yield* addPairs(kernel, { start: bitmapAt(segment, 0), length: BITMAP_BYTES, mask }, done)
    } else if (matching.rows > 0) {
      if (packer.rows() + matching.rows > SEGMENT_ROWS) yield* addPairs(kernel, packer.take(), done)
      packer.add(segment, matching)
    }
    yield (segment + 1) / segments
  }
  if (packer.rows() > 0) yield* addPairs(kernel, packer.take(), 1)
  return { n, counts: readSymmetric(memory()) }
}

function* addPairs(kernel: IndexKernel, { start, length, mask }: PoleBitmaps, done: number): Generator<number, void> {
  // The first scratch mask holds the rows of the filter; the second takes those of one pole among them.
  const masked = BITMAP_BYTES
  for (let pole = 0; pole < POLE_COUNT; pole++) {
    const bitmap = start + pole * length
    if (mask !== null) {
      kernel.memory().copyWithin(masked, bitmap, bitmap + length)
      kernel.and(masked, mask, length)
    }
    const counts = PAIR_COUNTS_AT + 4 * pole * (POLE_COUNT + 1)
    kernel.count(bitmap, POLE_COUNT - pole, length, mask === null ? bitmap : masked, counts)
    if (pole % POLES_A_STEP === POLES_A_STEP - 1) yield done
  }
}

/** Moves chosen rows of segments together, into bitmaps like those of one segment. */
function createPacker(kernel: IndexKernel) {
  const rank = new Uint16Array(SEGMENT_ROWS)
  let rows = 0

  /** Every set bit of a pole among the chosen rows goes to the place that its row has among them. */
  function add(segment: number, chosen: { readonly mask: number; readonly rows: number }): void {
    const memory = kernel.memory()
    if (rows === 0) memory.fill(0, PACKED_AT, PACKED_AT + POLE_COUNT * BITMAP_BYTES)
    const words = new Uint32Array(memory.buffer, 0, memory.length >>> 2)
    const wordCount = BITMAP_BYTES >>> 2
    const mask = words.subarray(chosen.mask >>> 2, (chosen.mask >>> 2) + wordCount)
    let next = rows
    for (let at = 0; at < wordCount; at++)
      for (let word = mask[at] ?? 0; word !== 0; word &= word - 1)
        rank[at * 32 + 31 - Math.clz32(word & -word)] = next++
    for (let pole = 0; pole < POLE_COUNT; pole++) {
      const from = bitmapAt(segment, pole) >>> 2
      const to = (PACKED_AT + pole * BITMAP_BYTES) >>> 2
      for (let at = 0; at < wordCount; at++)
        for (let word = (words[from + at] ?? 0) & (mask[at] ?? 0); word !== 0; word &= word - 1) {
          const place = rank[at * 32 + 31 - Math.clz32(word & -word)] ?? 0
          words[to + (place >>> 5)] = (words[to + (place >>> 5)] ?? 0) | (1 << (place & 31))
        }
    }
    rows = next
  }

  /** Hands the packed rows over, their bitmaps no longer than they need be, and starts anew. */
  function take(): PoleBitmaps {
    const length = Math.ceil(rows / 512) * 64
    const memory = kernel.memory()
    for (let pole = 1; pole < POLE_COUNT; pole++) {
      const from = PACKED_AT + pole * BITMAP_BYTES
      memory.copyWithin(PACKED_AT + pole * length, from, from + length)
    }
    rows = 0
    return { start: PACKED_AT, length, mask: null }
  }

  return { rows: () => rows, add, take }
}

function readSymmetric(memory: Uint8Array): Uint32Array {
  const counts = new Uint32Array(memory.slice(PAIR_COUNTS_AT, PAIR_COUNTS_AT + 4 * POLE_COUNT ** 2).buffer)
  for (let row = 1; row < POLE_COUNT; row++)
    for (let column = 0; column < row; column++)
      counts[row * POLE_COUNT + column] = counts[column * POLE_COUNT + row] ?? 0
  return counts
}
