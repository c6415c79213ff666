import { describe, expect, test } from 'vitest'
import { subtractShares, testShares } from './share-difference'

function sides(a: number, ofA: number, b: number, ofB: number) {
  return [
    { count: a, n: ofA },
    { count: b, n: ofB },
  ] as const
}

describe('subtractShares', () => {
  // Newcombe 1998, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.2, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.6, 0.1705, 0.809],
    [6, 7, 2, 7, 0.5714, 0.0582, 0.8062],
    [5, 56, 0, 29, 0.0893, -0.0381, 0.1926],
    [0, 10, 0, 20, 0, -0.1611, 0.2775],
    [0, 10, 0, 10, 0, -0.2775, 0.2775],
    [10, 10, 0, 20, 1, 0.6791, 1],
    [10, 10, 0, 10, 1, 0.6075, 1],
  ])('%d/%d less %d/%d', (a, ofA, b, ofB, difference, low, high) => {
    const found = subtractShares(...sides(a, ofA, b, ofB))
    expect(found?.difference).toBeCloseTo(difference, 4)
    expect(found?.interval.low).toBeCloseTo(low, 4)
    expect(found?.interval.high).toBeCloseTo(high, 4)
  })

  test('turns its sign when the sides change places', () => {
    const [a, b] = sides(17, 90, 4, 33)
    const there = subtractShares(a, b)
    const back = subtractShares(b, a)
    expect(back?.difference).toBeCloseTo(-(there?.difference ?? Number.NaN), 12)
    expect(back?.interval.low).toBeCloseTo(-(there?.interval.high ?? Number.NaN), 12)
  })

  test('is undefined without rows on a side', () => {
    expect(subtractShares(...sides(0, 0, 3, 9))).toBeNull()
    expect(subtractShares(...sides(3, 9, 0, 0))).toBeNull()
  })
})

describe('testShares', () => {
  // z = difference over the pooled standard error, p = erfc(|z| / sqrt 2), both by Python's math module.
  test.each([
    [56, 70, 48, 80, 0.008045081368196568],
    [120, 1000, 90, 1000, 0.028650240398448486],
    [500, 1000, 400, 1000, 6.967931072849895e-6],
    [30_000, 60_000, 20_000, 60_000, 0],
  ])('the z test of %d/%d and %d/%d gives %d', (a, ofA, b, ofB, p) => {
    const found = testShares(...sides(a, ofA, b, ofB))
    expect(found?.test).toBe('z')
    expect(found?.p).toBeCloseTo(p, 12)
  })

  // Hypergeometric probabilities in exact fractions; 3/4 against 1/4 is Fisher's tea tasting.
  test.each([
    [3, 4, 1, 4, 0.4857142857142857],
    [1, 9, 11, 12, 0.0003708365937468105],
    [5, 56, 0, 29, 0.16062144320947108],
    [7, 200, 0, 5000, 1.1241858342784795e-10],
    [2, 3, 7, 900, 0.0002638178761890803],
    [0, 3, 2, 5, 0.4642857142857143],
    [10, 10, 0, 20, 3.328339160423119e-8],
  ])('the exact test of %d/%d and %d/%d gives %d', (a, ofA, b, ofB, p) => {
    const found = testShares(...sides(a, ofA, b, ofB))
    expect(found?.test).toBe('fisher')
    expect((found?.p ?? Number.NaN) / p).toBeCloseTo(1, 10)
  })

  test('stays finite with all rows of the dataset on one side', () => {
    const found = testShares(...sides(9, 1000, 40, 1_310_622))
    expect(found?.test).toBe('fisher')
    expect(found?.p).toBeGreaterThan(0)
    expect(found?.p).toBeLessThan(1e-12)
  })

  test('is undefined where no table could differ', () => {
    expect(testShares(...sides(0, 10, 0, 20))).toBeNull()
    expect(testShares(...sides(10, 10, 20, 20))).toBeNull()
    expect(testShares(...sides(0, 0, 2, 20))).toBeNull()
  })

  test('refuses counts that are no shares', () => {
    expect(() => testShares(...sides(3, 2, 0, 5))).toThrow(RangeError)
  })
})
