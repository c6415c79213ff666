import type { RowMask } from '@/lib/core/row-mask'

/** How a point looks where it is large enough to have a shape. */
export type PointShape = 'disc' | 'up' | 'down' | 'ring'

/** A kind of point in the legend. */
export interface ClassStyle {
  readonly label: string
  /** As `rgb(r,g,b)`. */
  readonly color: string
  readonly shape: PointShape
}

/** A kind of point with the points that are of it. */
export interface MapClass extends ClassStyle {
  readonly points: number
}

/** The kind of every row: what the points of a map are coloured by. */
export interface MapColoring {
  /** The class of each row by its place in `classes`, `NO_POINT` for a row without a place on the map. */
  readonly codes: Uint8Array
  readonly classes: readonly MapClass[]
  /** The class of the rows outside the filter, which lie below the others; `null` where there are none. */
  readonly outside: number | null
}

export const NO_POINT = 255

/** Whether a row is in a mask. */
export function isInMask(mask: RowMask, row: number): boolean {
  return ((mask[row >> 3] ?? 0) & (1 << (row & 7))) !== 0
}

interface ColoringParts {
  /** Of the projection: rows without a place have none in the colouring either. */
  readonly positions: Float32Array
  /** The rows under the filter; `null` for all. */
  readonly mask: RowMask | null
  readonly styles: readonly ClassStyle[]
  /** How rows outside the filter look. */
  readonly outside: ClassStyle
  /** The place in `styles` of a row. */
  readonly classOf: (row: number) => number
}

/** The colouring of all rows by their classes, with the number of points of each. */
export function colorRows({ positions, mask, styles, outside, classOf }: ColoringParts): MapColoring {
  const rows = positions.length / 2
  const codes = new Uint8Array(rows).fill(NO_POINT)
  const counts = new Uint32Array(styles.length + 1)
  for (let row = 0; row < rows; row++) {
    if (Number.isNaN(positions[2 * row] ?? Number.NaN)) continue
    const code = mask && !isInMask(mask, row) ? styles.length : classOf(row)
    codes[row] = code
    counts[code] = (counts[code] ?? 0) + 1
  }
  const classes = [...styles, ...(mask ? [outside] : [])].map((style, at) => ({ ...style, points: counts[at] ?? 0 }))
  return { codes, classes, outside: mask ? styles.length : null }
}
