import { DIMENSION_COUNT } from './dimensions'
import { type DirectionPlanes, unpackDirection } from './direction'
import { countBits, type IndexedRows, type MaskedFilter, maskDirections, segmentsOf } from './direction-index-counts'
import type { IndexKernel } from './direction-index-kernel'
import { BITMAP_BYTES, bitmapAt, NEGATIVE, PACKED_AT, POSITIVE, SEGMENT_ROWS } from './direction-index-layout'
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
 * Adds the bitmaps of the poles that the target holds, and takes away those of the opposite ones, in numbers that lie as
 * bit planes, one a row: 128 rows at once. The best rows of a segment then follow from a walk down the planes.
 */
export function* findNearest(indexed: IndexedRows, question: MaskedFilter & NearestTarget): Steps<NearestRows> {
  const { kernel, rows } = indexed
  const best = createRanking(question.limit)
  const active = readActive(question)
  const isNearest = question.mode === 'nearest'
  const sums = planSums(active)
  const segments = segmentsOf(rows)
  let considered = 0
  for (let segment = 0; segment < segments; segment++) {
    const matching = maskDirections(indexed, question, segment)
    considered += matching.rows
    if (matching.rows > question.limit && active.length > 0) {
      addUp(kernel, active, sums, segment, isNearest)
      pickBest(kernel, sums, question.limit)
    }
    const memory = kernel.memory()
    for (const row of listBits(memory, Math.min(matching.rows, question.limit))) {
      const compared = compare(kernel, active, segment * SEGMENT_ROWS + row)
      const [gain, loss] = isNearest ? [compared.same, compared.opposite] : [compared.opposite, compared.same]
      best.offer(gain * RANK_BASE - loss * (RANK_BASE + 1), compared.near)
    }
    yield (segment + 1) / segments
  }
  return { rows: best.rows(), considered }
}

/** How the sums of a segment's rows lie in memory. */
interface Sums {
  /** Bit planes of gain less loss, plus `bias` so that it is never negative. */
  readonly scorePlanes: number
  readonly bias: number
  /** Bit planes of the loss. */
  readonly lossPlanes: number
  /** Weights are divided by this. */
  readonly unit: number
}

/** Distance of two planes: not a power of two, or all planes would compete for the same places of the fastest cache. */
const PLANE_STRIDE = BITMAP_BYTES + 64

function planSums(active: readonly ActiveDimension[]): Sums {
  const unit = active.reduce((divisor, { units }) => greatestDivisor(divisor, units), 0) || 1
  const bias = active.reduce((sum, { units }) => sum + units / unit, 0)
  return { scorePlanes: bitsOf(2 * bias), bias, lossPlanes: bitsOf(bias), unit }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

function bitsOf(number: number): number {
  return Math.max(1, 32 - Math.clz32(number))
}

function scorePlane(plane: number): number {
  return PACKED_AT + plane * PLANE_STRIDE
}

function lossPlane({ scorePlanes }: Sums, plane: number): number {
  return scorePlane(scorePlanes + plane)
}

function addUp(
  kernel: IndexKernel,
  active: readonly ActiveDimension[],
  sums: Sums,
  segment: number,
  isNearest: boolean,
): void {
  const { scorePlanes, lossPlanes, bias, unit } = sums
  const memory = kernel.memory()
  for (let plane = 0; plane < scorePlanes; plane++)
    memory.fill((bias >>> plane) & 1 ? 255 : 0, scorePlane(plane), scorePlane(plane) + BITMAP_BYTES)
  memory.fill(0, lossPlane(sums, 0), lossPlane(sums, lossPlanes))
  for (const { same, opposite, units } of active) {
    const weight = units / unit
    const [gain, loss] = [bitmapAt(segment, same), bitmapAt(segment, opposite)]
    const [up, down] = isNearest ? [gain, loss] : [loss, gain]
    kernel.add(scorePlane(0), scorePlanes, PLANE_STRIDE, up, weight, BITMAP_BYTES)
    kernel.add(scorePlane(0), scorePlanes, PLANE_STRIDE, down, 2 ** scorePlanes - weight, BITMAP_BYTES)
    kernel.add(lossPlane(sums, 0), lossPlanes, PLANE_STRIDE, down, weight, BITMAP_BYTES)
  }
}

/**
 * Leaves in the first scratch mask, of the rows there, the `limit` best and those that tie with the last of them. Goes
 * from the highest bit of the score to the lowest of the loss: where the rows with the better bit are enough, the others
 * fall away; where they are too few, they are in, and the rest is sought among the others.
 */
function pickBest(kernel: IndexKernel, sums: Sums, limit: number): void {
  const [open, sure, better] = [0, BITMAP_BYTES, 2 * BITMAP_BYTES]
  kernel.memory().fill(0, sure, sure + BITMAP_BYTES)
  let left = limit
  const split = (plane: number, prefersOnes: boolean) => {
    kernel.memory().copyWithin(better, open, open + BITMAP_BYTES)
    kernel[prefersOnes ? 'and' : 'andNot'](better, plane, BITMAP_BYTES)
    const many = countBits(kernel, better)
    if (many >= left) kernel.and(open, better, BITMAP_BYTES)
    else {
      kernel.or(sure, better, BITMAP_BYTES)
      kernel.andNot(open, better, BITMAP_BYTES)
      left -= many
    }
  }
  for (let plane = sums.scorePlanes - 1; plane >= 0; plane--) split(scorePlane(plane), true)
  for (let plane = sums.lossPlanes - 1; plane >= 0; plane--) split(lossPlane(sums, plane), false)
  keepFirst(kernel.memory().subarray(open, open + BITMAP_BYTES), left)
  kernel.or(open, sure, BITMAP_BYTES)
}

/** Clears all set bits but the first ones. */
function keepFirst(bitmap: Uint8Array, many: number): void {
  let left = many
  for (let at = 0; at < bitmap.length; at++) {
    let kept = 0
    for (let byte = bitmap[at] ?? 0; byte !== 0 && left > 0; byte &= byte - 1, left--) kept |= byte & -byte
    bitmap[at] = kept
  }
}

/** The first rows of the first scratch mask, in their order. */
function listBits(memory: Uint8Array, most: number): number[] {
  const rows: number[] = []
  for (let at = 0; at < BITMAP_BYTES && rows.length < most; at++)
    for (let byte = memory[at] ?? 0; byte !== 0 && rows.length < most; byte &= byte - 1)
      rows.push(at * 8 + 31 - Math.clz32(byte & -byte))
  return rows
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

interface Ranking {
  /** Takes a row in where it is among the best so far. Rows come in growing order, so ties stay in it. */
  offer(rank: number, row: NearRow): void
  /** Best first. */
  rows(): readonly NearRow[]
}

function createRanking(limit: number): Ranking {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_NEAREST)
    throw new RangeError(`Neighbours are sought 1 to ${MOST_NEAREST} at a time, not ${limit}`)
  const ranks: number[] = []
  const rows: NearRow[] = []
  return {
    offer: (rank, row) => {
      if (ranks.length === limit && rank <= (ranks.at(-1) ?? 0)) return
      let place = ranks.length
      while (place > 0 && (ranks[place - 1] ?? 0) < rank) place--
      ranks.splice(place, 0, rank)
      rows.splice(place, 0, row)
      if (ranks.length > limit) {
        ranks.pop()
        rows.pop()
      }
    },
    rows: () => rows,
  }
}

function compare(kernel: IndexKernel, active: readonly ActiveDimension[], row: number) {
  const memory = kernel.memory()
  const segment = Math.floor(row / SEGMENT_ROWS)
  const place = row % SEGMENT_ROWS
  const holds = (bitmap: number) => ((memory[bitmapAt(segment, bitmap) + (place >>> 3)] ?? 0) >>> (place & 7)) & 1
  const near = { row, agree: 0, conflict: 0 }
  let [same, opposite] = [0, 0]
  for (const dimension of active) {
    const [agrees, conflicts] = [holds(dimension.same), holds(dimension.opposite)]
    near.agree += agrees
    near.conflict += conflicts
    same += agrees * dimension.units
    opposite += conflicts * dimension.units
  }
  return { same, opposite, near: { ...near, score: (same - opposite) / UNITS } }
}
