import { describe, expect, test } from 'vitest'
import { BOOTSTRAP_DRAWS, clusterBootstrap, wilsonInterval } from './intervals'
import { createRandom } from './random'

describe('wilsonInterval', () => {
  // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3 (score, no continuity correction).
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%d of %d is %d to %d', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  test('is undefined for nothing and touches the ends exactly', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
    expect(wilsonInterval(0, 7)?.low).toBe(0)
    expect(wilsonInterval(7, 7)?.high).toBe(1)
  })

  test.each([
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
  ])('refuses %d of %d', (successes, n) => {
    expect(() => wilsonInterval(successes, n)).toThrow(RangeError)
  })
})

describe('clusterBootstrap', () => {
  const outcomes = (clusters: number, size: number, value: (cluster: number, item: number) => number) =>
    Array.from({ length: clusters * size }, (_, index) => {
      const cluster = Math.floor(index / size)
      return { cluster: `prompt ${cluster}`, value: value(cluster, index % size) }
    })

  test('repeats itself from a seed', () => {
    const data = outcomes(30, 3, (cluster, item) => (cluster * 7 + item) % 2)
    expect(clusterBootstrap(data, 4)).toEqual(clusterBootstrap(data, 4))
    expect(clusterBootstrap(data, 4).interval).not.toEqual(clusterBootstrap(data, 5).interval)
    expect(clusterBootstrap(data, 4)).toMatchObject({ clusters: 30, draws: BOOTSTRAP_DRAWS, reason: null })
  })

  test('has the width that theory gives for single-row clusters', () => {
    // n = 400 fair coins: 1.96 * sqrt(0.25 / 400) = 0.049.
    const { interval } = clusterBootstrap(
      outcomes(400, 1, (cluster) => cluster % 2),
      1,
    )
    expect(Math.abs((interval?.low ?? 0) - 0.451)).toBeLessThan(0.006)
    expect(Math.abs((interval?.high ?? 0) - 0.549)).toBeLessThan(0.006)
  })

  test('is wider by the root of the cluster size when rows of a prompt agree', () => {
    // 100 prompts of 4 equal outcomes hold the information of 100 rows: 1.96 * sqrt(0.25 / 100) = 0.098.
    const { interval } = clusterBootstrap(
      outcomes(100, 4, (cluster) => cluster % 2),
      2,
    )
    expect(Math.abs((interval?.low ?? 0) - 0.402)).toBeLessThan(0.012)
    expect(Math.abs((interval?.high ?? 0) - 0.598)).toBeLessThan(0.012)
  })

  test('covers the true mean in about 95 of 100 samples', () => {
    const random = createRandom(77)
    let covered = 0
    for (let sample = 0; sample < 200; sample++) {
      const { interval } = clusterBootstrap(
        outcomes(60, 2, () => (random() < 0.6 ? 1 : 0)),
        sample,
        400,
      )
      if (interval && interval.low <= 0.6 && interval.high >= 0.6) covered += 1
    }
    expect(covered).toBeGreaterThan(178)
    expect(covered).toBeLessThan(200)
  })

  test.each([
    ['no-outcomes', []],
    ['one-cluster', outcomes(1, 5, (_, item) => item % 2)],
    ['no-variation', outcomes(5, 2, () => 1)],
  ])('is undefined for %s and says so', (reason, data) => {
    expect(clusterBootstrap(data, 1)).toMatchObject({ interval: null, reason })
  })
})
