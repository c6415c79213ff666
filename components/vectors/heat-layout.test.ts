import { expect, test } from 'vitest'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { layOutHeatMap, placeAt } from './heat-layout'
import { orderDimensions } from './prepare-relations'

const BY_GROUP = orderDimensions('group', new Float64Array(8100))

test('fits whole pixels into the width, names only where cells have room for them', () => {
  const wide = layOutHeatMap(BY_GROUP, 1000, true)
  expect(wide).toMatchObject({ hasNames: true, cell: 9 })
  expect(wide.margin + wide.length).toBeLessThanOrEqual(1000)
  const narrow = layOutHeatMap(BY_GROUP, 340, true)
  expect(narrow).toMatchObject({ hasNames: false, cell: 3 })
  expect(narrow.margin + narrow.length).toBeLessThanOrEqual(340)
})

test('puts groups apart when they stay together', () => {
  const { starts, bands, cell, length } = layOutHeatMap(BY_GROUP, 1000, true)
  expect(bands).toHaveLength(5)
  expect(length).toBe(90 * cell + 4 * 3)
  expect((starts[7] ?? 0) - (starts[6] ?? 0)).toBe(cell + 3)
  const byIndex = layOutHeatMap(
    DIMENSIONS.map(({ index }) => index),
    1000,
    false,
  )
  expect(byIndex.length).toBe(90 * byIndex.cell)
})

test('finds the place under a point, also past the ends', () => {
  const layout = layOutHeatMap(BY_GROUP, 1000, true)
  for (const place of [0, 6, 7, 45, 89]) expect(placeAt(layout, (layout.starts[place] ?? 0) + 1)).toBe(place)
  expect([placeAt(layout, -50), placeAt(layout, 5000)]).toEqual([0, 89])
})
