import type { Projection } from '@/lib/core/direction-index-map'
import { findInside, type Point } from '@/lib/core/point-grid'
import type { RowMask } from '@/lib/core/row-mask'
import { isInMask } from './map-coloring'

/** The rows inside an area. */
export interface AreaRows {
  /** Those that meet the filter, in growing order. */
  readonly rows: Uint32Array
  /** How many more are inside but outside the filter. */
  readonly left: number
}

/** The rows inside a polygon, apart by the filter, of which `mask` has the rows; `null` for all. */
export function rowsOfArea({ grid, positions }: Projection, polygon: readonly Point[], mask: RowMask | null): AreaRows {
  const inside = findInside(grid, positions, polygon)
  const rows = mask ? inside.filter((row) => isInMask(mask, row)) : inside
  return { rows: rows.sort(), left: inside.length - rows.length }
}

/** The `limit` rows nearest to a place, nearest first and equally near ones in their order. */
export function nearestRows(
  rows: Uint32Array,
  positions: Float32Array,
  { x, y }: Point,
  limit: number,
): readonly number[] {
  const best: { readonly row: number; readonly distance: number }[] = []
  for (const row of rows) {
    const distance = Math.hypot((positions[2 * row] ?? 0) - x, (positions[2 * row + 1] ?? 0) - y)
    if (best.length === limit && distance >= (best.at(-1)?.distance ?? 0)) continue
    let place = best.length
    while (place > 0 && (best[place - 1]?.distance ?? 0) > distance) place--
    best.splice(place, 0, { row, distance })
    if (best.length > limit) best.pop()
  }
  return best.map(({ row }) => row)
}
