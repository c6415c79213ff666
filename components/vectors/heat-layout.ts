import { dimensionAt, type GroupKey } from '@/lib/core/dimensions'

/** Where the cells of a heat map stand, in pixels; rows and columns alike. */
export interface HeatLayout {
  /** Dimension indices from left to right, and from top to bottom. */
  readonly order: readonly number[]
  readonly cell: number
  /** The near edge of each place, from the corner of the cells. */
  readonly starts: readonly number[]
  /** Length of all cells with their gaps. */
  readonly length: number
  /** Space for names and group bands before the cells. */
  readonly margin: number
  readonly hasNames: boolean
  /** Runs of dimensions of one group, for the bands at the margins. */
  readonly bands: readonly { readonly group: GroupKey; readonly start: number; readonly end: number }[]
}

const GAP = 3
const BAND = 12
const NAMES = 126
/** From this size on a cell has room for a name beside it. */
const NAMED_CELL = 9
const LARGEST_CELL = 13

/** Fits the cells into a width: names at the margins when there is room, groups apart when the order keeps them together. */
export function layOutHeatMap(order: readonly number[], width: number, isByGroup: boolean): HeatLayout {
  const gaps = isByGroup ? 4 * GAP : 0
  const cellWith = (margin: number) => Math.floor((width - margin - gaps) / order.length)
  const hasNames = cellWith(NAMES) >= NAMED_CELL
  const margin = hasNames ? NAMES : BAND
  const cell = Math.min(LARGEST_CELL, Math.max(3, cellWith(margin)))
  const starts: number[] = []
  const bands: { group: GroupKey; start: number; end: number }[] = []
  let at = 0
  for (const index of order) {
    const { group } = dimensionAt(index)
    const last = bands.at(-1)
    if (last?.group !== group) {
      if (isByGroup && last) at += GAP
      bands.push({ group, start: at, end: at + cell })
    } else last.end = at + cell
    starts.push(at)
    at += cell
  }
  return { order, cell, starts, length: at, margin, hasNames, bands }
}

/** The place at an offset from the corner of the cells, the nearest one outside them. */
export function placeAt({ starts }: HeatLayout, offset: number): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= offset),
  )
}
