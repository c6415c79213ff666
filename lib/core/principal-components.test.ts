import { describe, expect, test } from 'vitest'
import { DIMENSION_COUNT } from './dimensions'
import type { Direction } from './direction'
import { createDirectionIndex } from './direction-index'
import { findComponents } from './principal-components'
import { createRandom } from './random'
import { planesOfRows, type RandomRow, randomRows } from './random-rows'
import { finishSteps } from './steps'

function componentsOf(rows: readonly RandomRow[]) {
  const index = createDirectionIndex()
  if (rows.length > 0) index.append(planesOfRows(rows, 0))
  return findComponents(finishSteps(index.coOccurrence({ kind: 'all', filters: [] }, [])))
}

function rowOf(direction: Direction): RandomRow {
  return { direction, history: [], texts: 0, facets: [] }
}

/** A direction with a few poles set. */
function signs(...set: readonly (readonly [index: number, sign: 1 | -1])[]): Direction {
  const held = new Map(set)
  return Array.from({ length: DIMENSION_COUNT }, (_, index) => held.get(index) ?? 0)
}

describe('findComponents', () => {
  test('two dimensions that go together are one axis, a third one of less variance the next', () => {
    // Dimensions 4 and 60 are +1 or -1 together, 7 is +1 in half of each: covariances by hand.
    const rows = [1, -1].flatMap((sign) =>
      [0, 1].map((seven) =>
        rowOf(signs([4, sign === 1 ? 1 : -1], [60, sign === 1 ? -1 : 1], ...(seven ? ([[7, 1]] as const) : []))),
      ),
    )
    const found = componentsOf(rows)
    expect(found?.n).toBe(4)
    expect([found?.means[4], found?.means[7], found?.means[60]]).toEqual([0, 0.5, 0])
    const [first, second, third] = found?.components ?? []
    expect([first?.variance, second?.variance, third?.variance]).toEqual([
      expect.closeTo(2, 12),
      expect.closeTo(0.25, 12),
      expect.closeTo(0, 12),
    ])
    expect(first?.share).toBeCloseTo(2 / 2.25, 12)
    expect([first?.loadings[4], first?.loadings[60], second?.loadings[7]]).toEqual([
      expect.closeTo(Math.SQRT1_2, 12),
      expect.closeTo(-Math.SQRT1_2, 12),
      expect.closeTo(1, 12),
    ])
  })

  test('the variance along each axis is that of the rows put on it, and axes are not correlated', () => {
    const rows = randomRows(400, createRandom(12))
    const found = componentsOf(rows)
    const directions = rows.flatMap(({ direction }) => (direction ? [direction] : []))
    const placed = (found?.components ?? []).map(({ loadings }) =>
      directions.map((direction) =>
        direction.reduce<number>((sum, sign, at) => sum + (sign - (found?.means[at] ?? 0)) * (loadings[at] ?? 0), 0),
      ),
    )
    expect(placed).toHaveLength(6)
    placed.forEach((left, i) => {
      expect(left.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 8)
      placed.forEach((right, j) => {
        const covariance = left.reduce((sum, x, row) => sum + x * (right[row] ?? 0), 0) / directions.length
        expect(covariance).toBeCloseTo(i === j ? (found?.components[i]?.variance ?? Number.NaN) : 0, 8)
      })
    })
  })

  test('is null without rows, and where all rows are alike', () => {
    expect(componentsOf([])).toBeNull()
    expect(componentsOf([rowOf(signs([3, 1]))])).toBeNull()
    expect(componentsOf([rowOf(signs([3, 1])), rowOf(signs([3, 1]))])).toBeNull()
  })
})
