import type { MapFrame } from './camera'
import type { MapColoring } from './map-coloring'

/** How much is drawn, and how finely. */
interface DrawOptions {
  /** Pixels of the canvas to one of the page. */
  readonly density: number
  /** How many times larger than the whole. */
  readonly zoom: number
  /** Shares of the rows, evenly spread over all of them: those up to `from` are there already, 0 begins anew. */
  readonly from: number
  readonly to: number
}

/** Draws the points of a map on a canvas of its own. */
export interface MapRenderer {
  /** x and y of each row, NaN for one without a place. */
  setPositions(positions: Float32Array): void
  /** The colouring of the same rows. */
  setColoring(coloring: MapColoring): void
  /** Draws what a frame sees, some of the rows; returns the share of them that is drawn then. */
  draw(frame: MapFrame, options: DrawOptions): number
  /** Whether what was drawn last is finished. */
  isDone(): boolean
  dispose(): void
}

/** Red, green and blue of `rgb(r,g,b)`, each from 0 to 255. */
export function readRgb(color: string): readonly [number, number, number] {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number)
  return [red, green, blue]
}

/**
 * The rows in an order of which every beginning is spread evenly over all: each is a fixed step, near the golden section,
 * from the last one. Calls `visit` with the row and its place in the order.
 */
export function forEachSpread(rows: number, visit: (row: number, place: number) => void): void {
  let step = Math.max(1, Math.round(rows * 0.618034))
  while (greatestDivisor(step, rows) !== 1) step++
  for (let place = 0, row = 0; place < rows; place++) {
    visit(row, place)
    row += step
    if (row >= rows) row -= rows
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/** The side of a point in pixels of the page: larger for fewer rows and nearer cameras. */
export function pointSize(rows: number, zoom: number): number {
  const whole = Math.min(4, Math.max(1, 2.2 * (20_000 / Math.max(1, rows)) ** 0.25))
  return Math.min(16, whole * Math.max(1, zoom ** 0.4))
}

/** How opaque points are, so that those that overlap do not close over: less for more of them on less room. */
export function pointAlpha(points: number, size: number, { width, height }: MapFrame, zoom: number): number {
  const overlap = (points * size ** 2) / (width * height * Math.max(1, zoom) ** 2)
  return Math.min(0.9, Math.max(0.12, 0.6 / Math.sqrt(Math.max(overlap, 1e-9))))
}
