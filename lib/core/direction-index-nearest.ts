import { DIMENSION_COUNT } from './dimensions'
import { type DirectionPlanes, unpackDirection } from './direction'
import { type IndexedRows, type MaskedFilter, maskDirections, segmentsOf } from './direction-index-counts'
import type { IndexKernel } from './direction-index-kernel'
import { BITMAP_BYTES, bitmapAt, NEGATIVE, POSITIVE, SEGMENT_ROWS } from './direction-index-layout'
import type { Steps } from './steps'

/** Whose neighbours are sought, and how. */
export interface NearestTarget {
  readonly target: DirectionPlanes
  /**
   * A weight for each of the 90 dimensions, in [0, `MOST_WEIGHT`], counted in thousandths; `null` weighs all alike.
   * Dimensions of weight 0 are left out of everything.
   */
  readonly weights: readonly number[] | null
  /** `opposite` seeks the rows that contradict the target most. */
  readonly mode: 'nearest' | 'opposite'
  /** At most this many rows, 1 to `MOST_NEAREST`. */
  readonly limit: number
}

/** A row beside the target. */
export interface NearRow {
  readonly row: number
  /** Dimensions at which both hold the same pole, and at which they hold opposite ones. */
  readonly agree: number
  readonly conflict: number
  /** Weights of the first less weights of the second; `agree - conflict` without weights. */
  readonly score: number
}

/** The answer of `findNearest`. */
export interface NearestRows {
  /** Best first; fewer than the limit only where fewer rows were considered. */
  readonly rows: readonly NearRow[]
  /** Rows that meet the filter and have a direction. The target itself is among them where it meets the filter. */
  readonly considered: number
}

export const MOST_WEIGHT = 100
export const MOST_NEAREST = 2000

/** Weights are counted in units of this share, so that sums are exact and ties do not hang on rounding. */
const UNITS = 1000

/** More than any sum of 90 weights in units: a power of two, so that a rank holds both sums exactly in 53 bits. */
const RANK_BASE = 2 ** 24

/** A dimension at which the target is not neutral. */
interface ActiveDimension {
  readonly same: number
  readonly opposite: number
  readonly units: number
}

/**
 * The rows whose direction is nearest to the target, exactly: by agreement less conflict, then less conflict, then row
 * number. `opposite` ranks by conflict less agreement, then less agreement, then row number. Throws `RangeError` for a
 * limit or weights out of range.
 *
 * Walks the set bits of the two bitmaps of each dimension that the target holds, a segment at a time, so that the work
 * grows with the poles that rows share with the target.
 */
export function* findNearest(
  { kernel, rows }: IndexedRows,
  question: MaskedFilter & NearestTarget,
): Steps<NearestRows> {
  const best = createRanking(question.limit)
  const active = readActive(question)
  const [agree, conflict] = question.mode === 'nearest' ? [RANK_BASE, -RANK_BASE - 1] : [-RANK_BASE - 1, RANK_BASE]
  const ranks = new Float64Array(SEGMENT_ROWS)
  const segments = segmentsOf(rows)
  let considered = 0
  for (let segment = 0; segment < segments; segment++) {
    const matching = maskDirections(kernel, question, segment)
    considered += matching.rows
    if (matching.rows > 0) {
      ranks.fill(0)
      for (const { same, opposite, units } of active) {
        addToBits(kernel, bitmapAt(segment, same), matching.mask, ranks, agree * units)
        addToBits(kernel, bitmapAt(segment, opposite), matching.mask, ranks, conflict * units)
      }
      offerRows(kernel, matching.mask, ranks, best, segment * SEGMENT_ROWS)
    }
    yield (segment + 1) / segments
  }
  return { rows: best.rows().map((row) => compare(kernel, active, row)), considered }
}

function readActive({ target, weights }: NearestTarget): ActiveDimension[] {
  if (weights && weights.length !== DIMENSION_COUNT)
    throw new RangeError(`There are ${weights.length} weights for ${DIMENSION_COUNT} dimensions`)
  for (const weight of weights ?? [])
    if (!(weight >= 0 && weight <= MOST_WEIGHT))
      throw new RangeError(`A weight is ${weight}; weights are from 0 to ${MOST_WEIGHT}`)
  return unpackDirection(target).flatMap((sign, index) => {
    const units = Math.round((weights?.[index] ?? 1) * UNITS)
    if (sign === 0 || units === 0) return []
    const [positive, negative] = [POSITIVE + index, NEGATIVE + index]
    return sign > 0 ? [{ same: positive, opposite: negative, units }] : [{ same: negative, opposite: positive, units }]
  })
}

function wordsAt(kernel: IndexKernel, bitmap: number): Uint32Array {
  return new Uint32Array(kernel.memory().buffer, bitmap, BITMAP_BYTES >>> 2)
}

/** Adds `amount` at each row that both the bitmap and the mask hold. */
function addToBits(kernel: IndexKernel, bitmap: number, mask: number, ranks: Float64Array, amount: number): void {
  const words = wordsAt(kernel, bitmap)
  const kept = wordsAt(kernel, mask)
  for (let at = 0; at < words.length; at++)
    for (let word = (words[at] ?? 0) & (kept[at] ?? 0); word !== 0; word &= word - 1) {
      const row = at * 32 + 31 - Math.clz32(word & -word)
      ranks[row] = (ranks[row] ?? 0) + amount
    }
}

function offerRows(kernel: IndexKernel, mask: number, ranks: Float64Array, best: Ranking, rowStart: number): void {
  const kept = wordsAt(kernel, mask)
  let least = best.least()
  for (let at = 0; at < kept.length; at++)
    for (let word = kept[at] ?? 0; word !== 0; word &= word - 1) {
      const row = at * 32 + 31 - Math.clz32(word & -word)
      const rank = ranks[row] ?? 0
      if (rank > least) least = best.offer(rank, rowStart + row)
    }
}

interface Ranking {
  /** The rank that a row has to exceed. */
  least(): number
  /** Takes a row that exceeds it, and gives the next such rank. Rows come in growing order, so ties stay in it. */
  offer(rank: number, row: number): number
  /** Best first. */
  rows(): readonly number[]
}

function createRanking(limit: number): Ranking {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_NEAREST)
    throw new RangeError(`Neighbours are sought 1 to ${MOST_NEAREST} at a time, not ${limit}`)
  const ranks: number[] = []
  const rows: number[] = []
  const least = () => (ranks.length < limit ? Number.NEGATIVE_INFINITY : (ranks.at(-1) ?? 0))
  return {
    least,
    offer: (rank, row) => {
      let place = ranks.length
      while (place > 0 && (ranks[place - 1] ?? 0) < rank) place--
      ranks.splice(place, 0, rank)
      rows.splice(place, 0, row)
      if (ranks.length > limit) {
        ranks.pop()
        rows.pop()
      }
      return least()
    },
    rows: () => rows,
  }
}

function compare(kernel: IndexKernel, active: readonly ActiveDimension[], row: number): NearRow {
  const memory = kernel.memory()
  const segment = Math.floor(row / SEGMENT_ROWS)
  const place = row % SEGMENT_ROWS
  const holds = (bitmap: number) => ((memory[bitmapAt(segment, bitmap) + (place >>> 3)] ?? 0) >>> (place & 7)) & 1
  let [agree, conflict, units] = [0, 0, 0]
  for (const dimension of active) {
    const [same, opposite] = [holds(dimension.same), holds(dimension.opposite)]
    agree += same
    conflict += opposite
    units += (same - opposite) * dimension.units
  }
  return { row, agree, conflict, score: units / UNITS }
}
