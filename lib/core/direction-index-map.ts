import type { FacetKey } from './columns'
import { DIMENSION_COUNT, dimensionsOf, type GroupKey } from './dimensions'
import { countPairs } from './direction-index-co-occurrence'
import { type IndexedRows, segmentsOf } from './direction-index-counts'
import {
  BITMAP_BYTES,
  bitmapAt,
  HAS_DIRECTION,
  NEGATIVE,
  POLE_COUNT,
  POSITIVE,
  SEGMENT_ROWS,
} from './direction-index-layout'
import { buildPointGrid, type PointGrid } from './point-grid'
import { findComponents, type PrincipalComponents } from './principal-components'
import { createRandom } from './random'
import type { Steps } from './steps'

/** Where the rows are put on a map. */
export interface ProjectionQuestion {
  /** The sign that is 0 on the map, for each of the 90 dimensions. */
  readonly means: Float64Array
  /** How far a sign of +1 moves a row to the right and up, for each of the 90 dimensions. */
  readonly across: Float64Array
  readonly up: Float64Array
  /** Of the jitter. */
  readonly seed: number
}

/** The places of all rows of the index on a map. */
export interface Projection {
  /** x and y of row 0, of row 1 and so on; NaN for a row without a direction. */
  readonly positions: Float32Array
  /** Rows that have a place. */
  readonly points: number
  /** Rows moved aside because an earlier row has just their place, mostly with the very same direction. */
  readonly moved: number
  /** How far such a row is moved at most. */
  readonly jitter: number
  readonly grid: PointGrid
}

/** What of a row a map can be coloured by. */
export type RowAspect =
  | { readonly kind: 'dimension'; readonly dimension: number }
  | { readonly kind: 'group'; readonly group: GroupKey }
  | { readonly kind: 'facet'; readonly facet: FacetKey }

/** Rows moved by jitter stay within this share of the longer side of the map. */
const JITTER_SHARE = 0.004

const POINTS_A_STEP = 65_536

/** Of the work of a projection, the share that placing the rows takes. */
const PLACING = 0.6

/** The principal components of all rows with a direction; `null` as in `findComponents`. */
export function* findIndexComponents(indexed: IndexedRows): Steps<PrincipalComponents | null> {
  const together = yield* countPairs(indexed, { filter: { kind: 'all', filters: [] }, masks: [] })
  return findComponents(together)
}

/**
 * Places every row with a direction at the two sums of its signs less the means, weighted by `across` and by `up`. Rows
 * with the same place are spread over a small disc, seeded, the first of them staying: the same rows in the same order
 * always have the same places. Throws `RangeError` unless there are 90 means and weights.
 */
export function* projectRows(
  { kernel, rows }: IndexedRows,
  { means, across, up, seed }: ProjectionQuestion,
): Steps<Projection> {
  for (const list of [means, across, up])
    if (list.length !== DIMENSION_COUNT)
      throw new RangeError(`${list.length} numbers are none for ${DIMENSION_COUNT} dimensions`)
  const positions = new Float32Array(2 * rows).fill(Number.NaN)
  const start = { x: -dot(means, across), y: -dot(means, up) }
  const segments = segmentsOf(rows)
  const [xs, ys] = [new Float64Array(SEGMENT_ROWS), new Float64Array(SEGMENT_ROWS)]
  let points = 0
  for (let segment = 0; segment < segments; segment++) {
    const words = new Uint32Array(kernel.memory().buffer)
    xs.fill(start.x)
    ys.fill(start.y)
    for (let pole = 0; pole < POLE_COUNT; pole++) {
      const dimension = pole % DIMENSION_COUNT
      const sign = pole < NEGATIVE ? 1 : -1
      const [x, y] = [sign * (across[dimension] ?? 0), sign * (up[dimension] ?? 0)]
      addWhereSet(words, bitmapAt(segment, POSITIVE + pole), { xs, x, ys, y })
    }
    forEachBit(words, bitmapAt(segment, HAS_DIRECTION), (row) => {
      const at = 2 * (segment * SEGMENT_ROWS + row)
      positions[at] = xs[row] ?? 0
      positions[at + 1] = ys[row] ?? 0
      points++
    })
    yield ((segment + 1) / segments) * PLACING
  }
  const jitter = { moved: 0, reach: 0 }
  const grid = yield* shift(buildPointGrid(positions), PLACING, 0.75)
  if (grid.box) {
    jitter.reach = JITTER_SHARE * Math.max(grid.box.right - grid.box.left, grid.box.top - grid.box.bottom)
    jitter.moved = yield* shift(spreadCopies(positions, jitter.reach, seed), 0.75, 0.85)
  }
  const spread = jitter.moved > 0 ? yield* shift(buildPointGrid(positions), 0.85, 1) : grid
  return { positions, points, moved: jitter.moved, jitter: jitter.reach, grid: spread }
}

function dot(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)
}

/** Tells the progress of a part of the work as that of the whole. */
function* shift<Answer>(steps: Steps<Answer>, from: number, to: number): Steps<Answer> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield from + step.value * (to - from)
  }
}

/** A loop of its own: through `forEachBit` with its many callbacks the rows of a million directions take far longer. */
function addWhereSet(
  words: Uint32Array,
  bitmap: number,
  { xs, x, ys, y }: { readonly xs: Float64Array; readonly x: number; readonly ys: Float64Array; readonly y: number },
): void {
  const first = bitmap >>> 2
  const many = BITMAP_BYTES >>> 2
  for (let at = 0; at < many; at++)
    for (let word = words[first + at] ?? 0; word !== 0; word &= word - 1) {
      const row = at * 32 + 31 - Math.clz32(word & -word)
      xs[row] = (xs[row] ?? 0) + x
      ys[row] = (ys[row] ?? 0) + y
    }
}

function forEachBit(words: Uint32Array, bitmap: number, visit: (row: number) => void): void {
  const first = bitmap >>> 2
  const many = BITMAP_BYTES >>> 2
  for (let at = 0; at < many; at++)
    for (let word = words[first + at] ?? 0; word !== 0; word &= word - 1) visit(at * 32 + 31 - Math.clz32(word & -word))
}

/** Moves all points but the first of those with just the same place, each within `reach`; returns how many. */
function* spreadCopies(positions: Float32Array, reach: number, seed: number): Steps<number> {
  const random = createRandom(seed)
  const bits = new Uint32Array(positions.buffer, positions.byteOffset, positions.length)
  const many = positions.length / 2
  // An open hash table of first points, counted from 1, at most half full.
  const size = 2 ** Math.ceil(Math.log2(2 * many + 2))
  const table = new Uint32Array(size)
  let moved = 0
  for (let point = 0; point < many; point++) {
    if (point % POINTS_A_STEP === POINTS_A_STEP - 1) yield point / many
    const [x, y] = [bits[2 * point] ?? 0, bits[2 * point + 1] ?? 0]
    if (Number.isNaN(positions[2 * point])) continue
    const mixed = Math.imul(Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) ^ y, 0x297a2d39)
    let slot = (mixed ^ (mixed >>> 15)) & (size - 1)
    for (;;) {
      const first = table[slot] ?? 0
      if (first === 0) {
        table[slot] = point + 1
        break
      }
      if (bits[2 * first - 2] === x && bits[2 * first - 1] === y) {
        const [angle, distance] = [random() * 2 * Math.PI, Math.sqrt(random()) * reach]
        positions[2 * point] = (positions[2 * point] ?? 0) + Math.cos(angle) * distance
        positions[2 * point + 1] = (positions[2 * point + 1] ?? 0) + Math.sin(angle) * distance
        moved++
        break
      }
      slot = (slot + 1) & (size - 1)
    }
  }
  return moved
}

/**
 * One number for each row of the index: of a dimension its sign, of a group the positive less the negative dimensions, of
 * a facet its value or `MISSING_FACET`. Rows without a direction have sign 0.
 */
export function* readRowValues(
  { kernel, rows, facets }: IndexedRows,
  aspect: RowAspect,
): Steps<Int8Array | Int32Array> {
  const segments = segmentsOf(rows)
  const values = aspect.kind === 'facet' ? new Int32Array(rows) : new Int8Array(rows)
  for (let segment = 0; segment < segments; segment++) {
    const start = segment * SEGMENT_ROWS
    if (aspect.kind === 'facet') {
      values.set(facets.values(aspect.facet, segment).subarray(0, Math.min(SEGMENT_ROWS, rows - start)), start)
    } else {
      const words = new Uint32Array(kernel.memory().buffer)
      const dimensions =
        aspect.kind === 'dimension' ? [aspect.dimension] : dimensionsOf(aspect.group).map(({ index }) => index)
      for (const dimension of dimensions)
        for (const [first, sign] of [
          [POSITIVE, 1],
          [NEGATIVE, -1],
        ] as const)
          forEachBit(words, bitmapAt(segment, first + dimension), (row) => {
            values[start + row] = (values[start + row] ?? 0) + sign
          })
    }
    yield (segment + 1) / segments
  }
  return values
}
