import { expect, test } from 'vitest'
import { DIMENSION_COUNT, DIMENSIONS } from '@/lib/core/dimensions'
import { partsOfAxis, tabulateAxes } from './prepare-axes'

const loadings = Float64Array.from({ length: DIMENSION_COUNT }, (_, index) =>
  index === 4 ? 0.8 : index === 7 ? -0.6 : 0,
)
const component = { variance: 2, share: 0.125, loadings }

test('an axis is read by its largest loadings, with the pole at its end', () => {
  const [openness, food] = [DIMENSIONS[4], DIMENSIONS[7]]
  expect(partsOfAxis(component, 2)).toEqual([
    { key: openness?.key, label: 'Openness +', loading: 0.8 },
    { key: food?.key, label: 'Food −', loading: -0.6 },
  ])
})

test('the table has every dimension with its mean and its loadings', () => {
  const means = new Float64Array(DIMENSION_COUNT).fill(0.123456)
  const table = tabulateAxes({ n: 10, means, components: [component] })
  expect(table.columns.map(({ label }) => label)).toEqual(['Dimension', 'Group', 'Mean sign', 'Component 1 (12.5 %)'])
  expect(table.rows).toHaveLength(DIMENSION_COUNT)
  expect(table.rows[7]).toEqual({ dimension: 'Food', group: 'Work & Life Style', mean: 0.1235, component1: -0.6 })
})
