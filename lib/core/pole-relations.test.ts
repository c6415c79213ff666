import { describe, expect, test } from 'vitest'
import { DIMENSION_COUNT } from './dimensions'
import type { Sign } from './direction'
import type { CoOccurrence } from './direction-index-co-occurrence'
import { correlateSigns, countTogether, liftPoles, shareTogether } from './pole-relations'
import { createRandom } from './random'

/** Counts by a loop over rows that give the first few signs. */
function coOccurrenceOf(rows: readonly (readonly Sign[])[]): CoOccurrence {
  const counts = new Uint32Array(4 * DIMENSION_COUNT ** 2)
  for (const row of rows) {
    const held = row.flatMap((sign, index) => (sign === 0 ? [] : [sign === 1 ? index : index + DIMENSION_COUNT]))
    for (const i of held)
      for (const j of held) counts[i * 2 * DIMENSION_COUNT + j] = (counts[i * 2 * DIMENSION_COUNT + j] ?? 0) + 1
  }
  return { counts, n: rows.length }
}

function repeat(times: number, ...row: Sign[]): Sign[][] {
  return Array.from({ length: times }, () => row)
}

const SIGNS = [-1, 0, 1] as const

describe('countTogether', () => {
  test('gives all nine counts of two dimensions, as a loop over the rows does', () => {
    const random = createRandom(3)
    const rows = Array.from({ length: 200 }, () => [0, 0, 0].map(() => SIGNS[Math.floor(random() * 3)] ?? 0))
    const together = coOccurrenceOf(rows)
    for (const left of SIGNS)
      for (const right of SIGNS)
        expect(countTogether(together, 0, left, 2, right)).toBe(
          rows.filter((row) => row[0] === left && row[2] === right).length,
        )
  })
})

describe('correlateSigns', () => {
  // Python: statistics.correlation over the 10 rows; interval tanh(atanh(r) -+ 1.96 / sqrt(7)).
  const rows = [...repeat(3, 1, 1), ...repeat(1, 1, 0), ...repeat(2, 0, 0), ...repeat(1, 0, -1), ...repeat(3, -1, -1)]

  test('is that of the signs as numbers', () => {
    const { value, interval } = correlateSigns(coOccurrenceOf(rows), 0, 1)
    expect(value).toBeCloseTo(0.8840579710144928, 12)
    expect(interval?.low).toBeCloseTo(0.5738535784357482, 10)
    expect(interval?.high).toBeCloseTo(0.9724134929723713, 10)
  })

  test('equals a loop over random rows', () => {
    const random = createRandom(8)
    const signs = Array.from({ length: 300 }, () => [0, 0].map(() => SIGNS[Math.floor(random() * 2.4)] ?? 0))
    const mean = (of: (row: readonly Sign[]) => number) => signs.reduce((sum, row) => sum + of(row), 0) / 300
    const [x, y] = [mean((row) => row[0] ?? 0), mean((row) => row[1] ?? 0)]
    const covariance = mean((row) => ((row[0] ?? 0) - x) * ((row[1] ?? 0) - y))
    const spread = Math.sqrt(mean((row) => ((row[0] ?? 0) - x) ** 2) * mean((row) => ((row[1] ?? 0) - y) ** 2))
    expect(correlateSigns(coOccurrenceOf(signs), 0, 1).value).toBeCloseTo(covariance / spread, 12)
  })

  test('is 1 with itself, without interval', () => {
    expect(correlateSigns(coOccurrenceOf(rows), 1, 1)).toEqual({ value: 1, interval: null, reason: null })
  })

  test('is undefined without rows and without variation', () => {
    expect(correlateSigns(coOccurrenceOf([]), 0, 1).reason).toBe('no-rows')
    expect(correlateSigns(coOccurrenceOf(repeat(5, 1, 0)), 0, 1).reason).toBe('left-constant')
    expect(correlateSigns(coOccurrenceOf([...repeat(5, 1, 0), ...repeat(5, 0, 0)]), 0, 1).reason).toBe('right-constant')
  })
})

describe('liftPoles', () => {
  const rows = [...repeat(30, 1, -1), ...repeat(20, 1, 0), ...repeat(10, 0, -1), ...repeat(40, 0, 0)]

  // lift = 30 * 100 / (50 * 40); variance of its logarithm by numerical differentiation of the multinomial in Python.
  test('is the ratio to independence, with the interval of its logarithm', () => {
    const { value, interval } = liftPoles(coOccurrenceOf(rows), 0, 1, 1, -1)
    expect(value).toBeCloseTo(1.5, 12)
    expect(interval?.low).toBeCloseTo(1.25425992, 6)
    expect(interval?.high).toBeCloseTo(1.79388655, 6)
  })

  test('is 0 without interval where poles exclude each other, undefined where one never occurs', () => {
    expect(liftPoles(coOccurrenceOf([...repeat(4, 1, 0), ...repeat(4, 0, 1)]), 0, 1, 1, 1)).toEqual({
      value: 0,
      interval: null,
      reason: null,
    })
    expect(liftPoles(coOccurrenceOf(rows), 0, -1, 1, -1).reason).toBe('left-never')
    expect(liftPoles(coOccurrenceOf(rows), 0, 1, 1, 1).reason).toBe('right-never')
    expect(liftPoles(coOccurrenceOf([]), 0, 1, 1, 1).reason).toBe('no-rows')
  })

  test('the share together is of all rows with a direction', () => {
    expect(shareTogether(coOccurrenceOf(rows), 0, 1, 1, -1).value).toBe(0.3)
    expect(shareTogether(coOccurrenceOf([]), 0, 1, 1, -1).reason).toBe('no-rows')
  })
})
