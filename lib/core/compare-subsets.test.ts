import { describe, expect, test } from 'vitest'
import { compareSubsets, type SubsetCounts, separateSubsets } from './compare-subsets'
import { DIMENSION_COUNT } from './dimensions'

/** A subset of `withDirection` rows, the first dimensions of which hold these counts. */
function subset(withDirection: number, positive: readonly number[], negative: readonly number[] = []): SubsetCounts {
  const list = (counts: readonly number[]) => Uint32Array.from({ length: DIMENSION_COUNT }, (_, at) => counts[at] ?? 0)
  return { matched: withDirection + 2, withDirection, positive: list(positive), negative: list(negative) }
}

const NONE: SubsetCounts = { ...subset(0, []), matched: 0 }

describe('separateSubsets', () => {
  test('leaves subsets without common rows as they are', () => {
    const [a, b] = [subset(70, [56]), subset(80, [48])]
    expect(separateSubsets(a, b, NONE)).toEqual({ a, b, shared: 0, sharedWithDirection: 0, overlap: 'none' })
  })

  test('takes a subset out of the larger one that holds it', () => {
    const [a, all] = [subset(70, [56], [4]), subset(150, [104], [9])]
    const { b, overlap, shared } = separateSubsets(a, all, a)
    expect([overlap, shared, b.matched, b.withDirection, b.positive[0], b.negative[0]]).toEqual([
      'a-inside',
      72,
      80,
      80,
      48,
      5,
    ])
    expect(separateSubsets(all, a, a)).toMatchObject({ overlap: 'b-inside', a: { withDirection: 80 } })
  })

  test('leaves common rows out on both sides', () => {
    const both = subset(10, [3])
    const separated = separateSubsets(subset(70, [56]), subset(80, [48]), both)
    expect(separated).toMatchObject({ overlap: 'both', shared: 12, a: { withDirection: 60 }, b: { withDirection: 70 } })
    expect([separated.a.positive[0], separated.b.positive[0]]).toEqual([53, 45])
  })

  test('has nothing to compare between equal rows, and refuses more common rows than rows', () => {
    const a = subset(70, [56])
    expect(separateSubsets(a, a, a).overlap).toBe('same')
    expect(() => separateSubsets(subset(5, []), subset(5, []), subset(9, []))).toThrow(RangeError)
  })
})

describe('compareSubsets', () => {
  // 56/70 against 48/80: Newcombe 1998, table II, method 10; p by the pooled z test; the other dimensions are never held.
  test('gives difference, interval and p of each test, adjusted over those that are defined', () => {
    const found = compareSubsets(subset(70, [56, 7]), subset(80, [48, 8]), ['positive'])
    expect(found).toHaveLength(90)
    const [first, second, third] = found
    expect(first?.difference).toBeCloseTo(0.2, 12)
    expect(first?.interval?.low).toBeCloseTo(0.0524, 4)
    expect(first?.p).toBeCloseTo(0.008045081368196568, 12)
    expect(first?.holm).toBeCloseTo(2 * 0.008045081368196568, 12)
    expect(first?.q).toBeCloseTo(2 * 0.008045081368196568, 12)
    expect(second).toMatchObject({ difference: 0, p: 1, holm: 1, q: 1 })
    expect(third).toMatchObject({ difference: 0, p: null, test: null, holm: null, q: null })
  })

  test('compares both poles as tests of their own, and either pole as one', () => {
    const [a, b] = [subset(70, [30], [26]), subset(80, [20], [28])]
    const both = compareSubsets(a, b, ['positive', 'negative'])
    expect(both).toHaveLength(180)
    expect(both.slice(0, 2).map(({ pole, a: { count } }) => [pole, count])).toEqual([
      ['positive', 30],
      ['negative', 26],
    ])
    expect(compareSubsets(a, b, ['active'])[0]).toMatchObject({ a: { count: 56, n: 70 }, b: { count: 48, n: 80 } })
  })

  test('makes no test of what the subsets were chosen by, and corrects over the others alone', () => {
    const found = compareSubsets(subset(70, [56, 30]), subset(80, [48, 48]), ['positive'], new Set([1]))
    expect(found[0]?.holm).toBeCloseTo(0.008045081368196568, 12)
    expect(found[1]).toMatchObject({ p: null, q: null, a: { count: 30, n: 70 } })
    expect(found[1]?.difference).toBeCloseTo(30 / 70 - 0.6, 12)
  })

  test('is undefined without rows that have a direction', () => {
    expect(compareSubsets(subset(0, []), subset(80, [48]), ['positive'])[0]).toMatchObject({
      difference: null,
      interval: null,
      p: null,
    })
  })
})
