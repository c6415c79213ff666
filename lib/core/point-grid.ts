import type { Steps } from './steps'

/** A rectangle; both ends are inside. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

/** A place on the plane. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Points of the plane by the cells of a grid, to find those near a place without looking at all. */
export interface PointGrid {
  /** Around all points; `null` without points. */
  readonly box: Box | null
  /** Points of cell `c` are `members[starts[c]]` to `members[starts[c + 1] - 1]`; cells lie row by row from the bottom. */
  readonly starts: Uint32Array
  /** Indices of the points that are there, in growing order within a cell. */
  readonly members: Uint32Array
}

/** Cells along each side. */
export const GRID_SIDE = 256
const POINTS_A_STEP = 131_072

/** Sorts points into cells: `positions` has x and y of each, NaN for one that is not there. */
export function* buildPointGrid(positions: Float32Array): Steps<PointGrid> {
  const many = positions.length / 2
  const box = boxOf(positions)
  yield 0.2
  const counts = new Uint32Array(GRID_SIDE ** 2 + 1)
  if (!box) return { box, starts: counts, members: new Uint32Array(0) }
  const cells = new Uint16Array(many)
  for (let point = 0; point < many; point++) {
    const [x, y] = [positions[2 * point] ?? Number.NaN, positions[2 * point + 1] ?? Number.NaN]
    if (!Number.isNaN(x)) {
      const cell = cellOf(box, x, y)
      cells[point] = cell
      counts[cell + 1] = (counts[cell + 1] ?? 0) + 1
    }
    if (point % POINTS_A_STEP === POINTS_A_STEP - 1) yield 0.2 + (point / many) * 0.4
  }
  for (let cell = 0; cell < GRID_SIDE ** 2; cell++) counts[cell + 1] = (counts[cell + 1] ?? 0) + (counts[cell] ?? 0)
  const next = counts.slice()
  const members = new Uint32Array(counts.at(-1) ?? 0)
  for (let point = 0; point < many; point++) {
    if (!Number.isNaN(positions[2 * point] ?? Number.NaN)) {
      const cell = cells[point] ?? 0
      const place = next[cell] ?? 0
      members[place] = point
      next[cell] = place + 1
    }
    if (point % POINTS_A_STEP === POINTS_A_STEP - 1) yield 0.6 + (point / many) * 0.4
  }
  return { box, starts: counts, members }
}

function boxOf(positions: Float32Array): Box | null {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let at = 0; at < positions.length; at += 2) {
    const [x, y] = [positions[at] ?? Number.NaN, positions[at + 1] ?? Number.NaN]
    if (x < left) left = x
    if (x > right) right = x
    if (y < bottom) bottom = y
    if (y > top) top = y
  }
  return left <= right ? { left, right, bottom, top } : null
}

function columnOf({ left, right }: Box, x: number): number {
  return placeIn(left, right, x)
}

function rowOf({ bottom, top }: Box, y: number): number {
  return placeIn(bottom, top, y)
}

function placeIn(least: number, most: number, value: number): number {
  if (most === least) return 0
  return Math.min(GRID_SIDE - 1, Math.max(0, Math.floor(((value - least) / (most - least)) * GRID_SIDE)))
}

function cellOf(box: Box, x: number, y: number): number {
  return rowOf(box, y) * GRID_SIDE + columnOf(box, x)
}

/** The point nearest to a place and at most `reach` away, the first of equally near ones; `null` for none. */
export function findNearestPoint(
  { box, starts, members }: PointGrid,
  positions: Float32Array,
  { x, y }: Point,
  reach: number,
): number | null {
  if (!box) return null
  const [firstColumn, lastColumn] = [columnOf(box, x - reach), columnOf(box, x + reach)]
  const [firstRow, lastRow] = [rowOf(box, y - reach), rowOf(box, y + reach)]
  let nearest: number | null = null
  let least = reach ** 2
  for (let row = firstRow; row <= lastRow; row++) {
    const end = starts[row * GRID_SIDE + lastColumn + 1] ?? 0
    for (let at = starts[row * GRID_SIDE + firstColumn] ?? 0; at < end; at++) {
      const point = members[at] ?? 0
      const distance = ((positions[2 * point] ?? 0) - x) ** 2 + ((positions[2 * point + 1] ?? 0) - y) ** 2
      if (distance > least || (distance === least && nearest !== null && nearest < point)) continue
      least = distance
      nearest = point
    }
  }
  return nearest
}

/**
 * The points inside a polygon, in no particular order; its last corner joins the first, and what it winds around an even
 * number of times is outside. Cells that no edge meets are taken or left whole.
 */
export function findInside(
  { box, starts, members }: PointGrid,
  positions: Float32Array,
  polygon: readonly Point[],
): Uint32Array {
  if (!box || polygon.length < 3) return new Uint32Array(0)
  const found = new Uint32Array(members.length)
  let many = 0
  const crossed = findCrossedCells(box, polygon)
  const area = boundsOf(polygon)
  for (let row = rowOf(box, area.bottom); row <= rowOf(box, area.top); row++)
    for (let column = columnOf(box, area.left); column <= columnOf(box, area.right); column++) {
      const cell = row * GRID_SIDE + column
      const [start, end] = [starts[cell] ?? 0, starts[cell + 1] ?? 0]
      if (start === end) continue
      const isWhole = crossed[cell] === 0
      if (isWhole && !isInside(polygon, positions, members[start] ?? 0)) continue
      for (let at = start; at < end; at++) {
        const point = members[at] ?? 0
        if (isWhole || isInside(polygon, positions, point)) found[many++] = point
      }
    }
  return found.slice(0, many)
}

function isInside(polygon: readonly Point[], positions: Float32Array, point: number): boolean {
  return isInPolygon(polygon, { x: positions[2 * point] ?? 0, y: positions[2 * point + 1] ?? 0 })
}

/** Whether a place lies inside a polygon by the even-odd rule. Of places on an edge those at its left or bottom are in. */
export function isInPolygon(polygon: readonly Point[], { x, y }: Point): boolean {
  let isIn = false
  let previous = polygon.at(-1)
  for (const corner of polygon) {
    if (previous && corner.y > y !== previous.y > y) {
      const crossing = corner.x + ((y - corner.y) / (previous.y - corner.y)) * (previous.x - corner.x)
      if (x < crossing) isIn = !isIn
    }
    previous = corner
  }
  return isIn
}

function boundsOf(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity)
  return { left: least(xs), right: most(xs), bottom: least(ys), top: most(ys) }
}

/** Marks the cells that an edge may meet: all in the rectangle around each piece of it that spans a cell's height. */
function findCrossedCells(box: Box, polygon: readonly Point[]): Uint8Array {
  const crossed = new Uint8Array(GRID_SIDE ** 2)
  const height = (box.top - box.bottom) / GRID_SIDE || 1
  const width = (box.right - box.left) / GRID_SIDE || 1
  polygon.forEach((from, at) => {
    const to = polygon[(at + 1) % polygon.length] ?? from
    const pieces = Math.min(
      4 * GRID_SIDE,
      Math.max(1, Math.ceil(Math.abs(to.y - from.y) / height), Math.ceil(Math.abs(to.x - from.x) / width)),
    )
    const placeAt = (share: number) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share })
    for (let piece = 0; piece < pieces; piece++) {
      const area = boundsOf([placeAt(piece / pieces), placeAt((piece + 1) / pieces)])
      for (let row = rowOf(box, area.bottom); row <= rowOf(box, area.top); row++)
        for (let column = columnOf(box, area.left); column <= columnOf(box, area.right); column++)
          crossed[row * GRID_SIDE + column] = 1
    }
  })
  return crossed
}
