import { DIMENSIONS, dimensionsOf, GROUPS, type GroupKey } from '@/lib/core/dimensions'

/** A cell of a direction strip; `x` in pixels from the left edge. */
export interface StripCell {
  readonly index: number
  readonly group: GroupKey
  readonly x: number
}

export interface StripLayout {
  readonly cells: readonly StripCell[]
  readonly cellWidth: number
  readonly width: number
}

/**
 * Places 90 cells by group, in the order of the taxonomy figure, with a gap between cells and a wider one between
 * groups. All lengths are pixels.
 */
export function layOutStrip(cellWidth: number, gap: number, groupGap: number): StripLayout {
  const cells: StripCell[] = []
  let x = 0
  for (const group of GROUPS) {
    const members = [...dimensionsOf(group.key)].sort((a, b) => a.figureOrder - b.figureOrder)
    for (const dimension of members) {
      cells.push({ index: dimension.index, group: group.key, x })
      x += cellWidth + gap
    }
    x += groupGap - gap
  }
  return { cells, cellWidth, width: x - groupGap }
}

/** The strip of a table row: 90 cells in 196 pixels. */
export const ROW_STRIP = layOutStrip(2, 0, 4)

/** The strip of the drawer: 90 cells in 472 pixels. */
export const WIDE_STRIP = layOutStrip(3, 2, 8)

/** The indices of all dimensions in the strips' order: by group, then by the figure. */
export const STRIP_ORDER: readonly number[] = ROW_STRIP.cells.map((cell) => cell.index)

if (STRIP_ORDER.length !== DIMENSIONS.length) throw new Error('A strip shows every dimension once')
