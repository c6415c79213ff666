import { expect, test } from 'vitest'
import { buildPointGrid } from '@/lib/core/point-grid'
import { finishSteps } from '@/lib/core/steps'
import { cornersOf } from './camera'
import { nearestRows, rowsOfArea } from './rows-of-area'

// Rows 0 to 9 on a line, row 4 without a place.
const positions = Float32Array.from({ length: 20 }, (_, at) => (at % 2 ? 0 : at === 8 ? Number.NaN : at / 2))
const projection = { positions, points: 9, moved: 0, jitter: 0, grid: finishSteps(buildPointGrid(positions)) }
const area = cornersOf({ left: 1.5, right: 7.5, bottom: -1, top: 1 })

test('the rows of an area stand in order, and those outside the filter are counted apart', () => {
  expect(rowsOfArea(projection, area, null)).toEqual({ rows: Uint32Array.of(2, 3, 5, 6, 7), left: 0 })
  const even = Uint8Array.of(0b01010101, 1)
  expect(rowsOfArea(projection, area, even)).toEqual({ rows: Uint32Array.of(2, 6), left: 3 })
})

test('the nearest rows come first, equally near ones in their order', () => {
  const { rows } = rowsOfArea(projection, area, null)
  expect(nearestRows(rows, positions, { x: 5, y: 0 }, 4)).toEqual([5, 6, 3, 7])
  expect(nearestRows(rows, positions, { x: 2.5, y: 0 }, 9)).toEqual([2, 3, 5, 6, 7])
})
