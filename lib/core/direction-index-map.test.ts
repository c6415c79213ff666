import { describe, expect, test } from 'vitest'
import { FACETS } from './columns'
import { DIMENSION_COUNT, dimensionsOf } from './dimensions'
import { createDirectionIndex, type DirectionIndex } from './direction-index'
import type { ProjectionQuestion } from './direction-index-map'
import { MISSING_FACET } from './narrow-column'
import { createRandom } from './random'
import { planesOfRows, type RandomRow, randomRows } from './random-rows'
import { finishSteps } from './steps'

function indexOf(rows: readonly RandomRow[]): DirectionIndex {
  const index = createDirectionIndex()
  for (let start = 0; start < rows.length; start += 20_000)
    index.append(planesOfRows(rows.slice(start, start + 20_000), start))
  return index
}

function randomQuestion(seed: number): ProjectionQuestion {
  const random = createRandom(seed)
  const list = () => Float64Array.from({ length: DIMENSION_COUNT }, () => random() * 2 - 1)
  return { means: list(), across: list(), up: list(), seed: 1 }
}

function placeNaively({ direction }: RandomRow, { means, across, up }: ProjectionQuestion): [number, number] {
  const along = (loadings: Float64Array) =>
    direction
      ? direction.reduce<number>((sum, sign, at) => sum + (sign - (means[at] ?? 0)) * (loadings[at] ?? 0), 0)
      : Number.NaN
  return [along(across), along(up)]
}

describe('project', () => {
  const rows = randomRows(3000, createRandom(31))
  const question = randomQuestion(2)

  test('puts each row where a loop over its signs puts it, copies within the jitter', () => {
    const { positions, points, moved, jitter } = finishSteps(indexOf(rows).project(question))
    expect(points).toBe(rows.filter(({ direction }) => direction).length)
    const seen = new Set<string>()
    let copies = 0
    for (const [row, each] of rows.entries()) {
      const [x, y] = placeNaively(each, question)
      const key = each.direction?.join('') ?? ''
      const isCopy = each.direction !== null && seen.has(key)
      seen.add(key)
      copies += isCopy ? 1 : 0
      const distance = Math.hypot((positions[2 * row] ?? 0) - x, (positions[2 * row + 1] ?? 0) - y)
      if (each.direction === null) expect(positions[2 * row]).toBeNaN()
      else expect(distance).toBeLessThanOrEqual(isCopy ? jitter + 1e-5 : 1e-5)
    }
    // The quarter of the rows that is neutral throughout has one place.
    expect(copies).toBeGreaterThan(300)
    expect(moved).toBe(copies)
  })

  test('the same rows, axes and seed give the same places; another seed moves copies alone', () => {
    const first = finishSteps(indexOf(rows).project(question))
    expect(finishSteps(indexOf(rows).project(question))).toEqual(first)
    const other = finishSteps(indexOf(rows).project({ ...question, seed: 2 }))
    const differing = rows.filter(
      (_, row) => !Number.isNaN(first.positions[2 * row]) && first.positions[2 * row] !== other.positions[2 * row],
    )
    expect(differing.length).toBeLessThanOrEqual(first.moved)
    expect(differing.length).toBeGreaterThan(first.moved * 0.99)
  })

  test('turning an axis round mirrors the places, and moving the means shifts them', () => {
    const varied = rows.slice(0, 40).filter(({ direction }) => direction?.some((sign) => sign !== 0))
    const distinct = [...new Map(varied.map((row) => [row.direction?.join(''), row])).values()]
    const { positions } = finishSteps(indexOf(distinct).project(question))
    const turned = { ...question, across: question.across.map((loading) => -loading) }
    const mirrored = finishSteps(indexOf(distinct).project(turned)).positions
    const shifted = finishSteps(
      indexOf(distinct).project({ ...question, means: question.means.map((mean, at) => mean + (at === 5 ? 1 : 0)) }),
    ).positions
    for (const row of distinct.keys()) {
      expect(mirrored[2 * row]).toBeCloseTo(-(positions[2 * row] ?? 0), 4)
      expect(mirrored[2 * row + 1]).toBeCloseTo(positions[2 * row + 1] ?? 0, 4)
      expect(shifted[2 * row]).toBeCloseTo((positions[2 * row] ?? 0) - (question.across[5] ?? 0), 4)
    }
  })

  test('nothing is lost where segments meet', () => {
    const pattern = randomRows(1000, createRandom(8))
    const once = planesOfRows(pattern, 0)
    const index = createDirectionIndex()
    for (let rowStart = 0; rowStart < 66_000; rowStart += pattern.length) index.append({ ...once, rowStart })
    const { positions, points, jitter, grid } = finishSteps(index.project(question))
    expect(points).toBe(66 * pattern.filter(({ direction }) => direction).length)
    expect(grid.members).toHaveLength(points)
    for (let row = 65_530; row < 65_540; row++) {
      const [x, y] = placeNaively(
        pattern[row % pattern.length] ?? { direction: null, history: [], texts: 0, facets: [] },
        question,
      )
      if (Number.isNaN(x)) expect(positions[2 * row]).toBeNaN()
      else expect(Math.hypot((positions[2 * row] ?? 0) - x, (positions[2 * row + 1] ?? 0) - y)).toBeLessThan(2 * jitter)
    }
  })

  test('progress grows to the end, and weights of the wrong length are refused', () => {
    const shares = [...indexOf(rows).project(question)]
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(Math.max(...shares)).toBeLessThanOrEqual(1)
    expect(() => finishSteps(indexOf(rows).project({ ...question, up: new Float64Array(3) }))).toThrow(RangeError)
  })

  test('an index without rows has no points', () => {
    expect(finishSteps(createDirectionIndex().project(question))).toMatchObject({ points: 0, moved: 0, jitter: 0 })
  })
})

describe('rowValues', () => {
  const rows = randomRows(500, createRandom(77))
  const index = indexOf(rows)

  test('a dimension gives signs, a group its net sign, a facet its values', () => {
    expect([...finishSteps(index.rowValues({ kind: 'dimension', dimension: 66 }))]).toEqual(
      rows.map(({ direction }) => direction?.[66] ?? 0),
    )
    expect([...finishSteps(index.rowValues({ kind: 'group', group: 'interests' }))]).toEqual(
      rows.map(({ direction }) =>
        dimensionsOf('interests').reduce<number>((sum, { index: at }) => sum + (direction?.[at] ?? 0), 0),
      ),
    )
    for (const [at, { key }] of FACETS.entries())
      expect([...finishSteps(index.rowValues({ kind: 'facet', facet: key }))]).toEqual(
        rows.map(({ facets }) => facets[at] ?? MISSING_FACET),
      )
  })
})
