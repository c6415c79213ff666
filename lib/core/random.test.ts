import { describe, expect, test } from 'vitest'
import { createRandom, derange, deriveSeed, sampleIndices, shuffle } from './random'

const range = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('createRandom', () => {
  test('repeats itself from the same seed and stays in [0, 1)', () => {
    const first = createRandom(42)
    const second = createRandom(42)
    const draws = range(1000).map(() => first())
    expect(range(1000).map(() => second())).toEqual(draws)
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true)
    expect(createRandom(43)()).not.toBe(draws[0])
  })

  test('equals the published mulberry32 for seed 0', () => {
    // The reference C code of mulberry32 run from seed 0: 1144304738, 1416247, 958946056.
    const random = createRandom(0)
    expect([random(), random(), random()].map((draw) => draw * 2 ** 32)).toEqual([1144304738, 1416247, 958946056])
  })

  test('fills ten bins evenly', () => {
    const random = createRandom(7)
    const bins = Array<number>(10).fill(0)
    for (let draw = 0; draw < 10_000; draw++) {
      const bin = Math.floor(random() * 10)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    // Chi-square with 9 degrees of freedom: 27.88 is the 0.999 quantile.
    expect(bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.88)
  })
})

test('deriveSeed tells purposes and seeds apart', () => {
  const seeds = ['sample', 'control', 'folds'].flatMap((purpose) => [0, 1, 2].map((seed) => deriveSeed(seed, purpose)))
  expect(new Set(seeds).size).toBe(9)
})

describe('shuffle', () => {
  test('keeps every item and leaves its input alone', () => {
    const items = range(50)
    const shuffled = shuffle(items, createRandom(1))
    expect(shuffled).not.toEqual(items)
    expect([...shuffled].sort((a, b) => a - b)).toEqual(range(50))
    expect(items).toEqual(range(50))
    expect(shuffle([], createRandom(1))).toEqual([])
  })
})

describe('sampleIndices', () => {
  test.each([
    [10, 3],
    [10, 10],
    [10, 20],
    [10, 0],
    [0, 5],
  ])('of %d takes %d, sorted and without repeats', (total, count) => {
    const sample = sampleIndices(total, count, createRandom(5))
    expect(sample).toHaveLength(Math.min(total, count))
    expect(new Set(sample).size).toBe(sample.length)
    expect(sample).toEqual([...sample].sort((a, b) => a - b))
  })

  test('takes each index about equally often', () => {
    const random = createRandom(9)
    const hits = Array<number>(20).fill(0)
    for (let draw = 0; draw < 4000; draw++)
      for (const index of sampleIndices(20, 5, random)) hits[index] = (hits[index] ?? 0) + 1
    for (const hit of hits) expect(Math.abs(hit - 1000)).toBeLessThan(130)
  })
})

describe('derange', () => {
  test.each([2, 3, 10, 601])('gives each of %d places another one, each once', (count) => {
    const places = derange(count, createRandom(count))
    expect(places?.every((place, index) => place !== index)).toBe(true)
    expect([...(places ?? [])].sort((a, b) => a - b)).toEqual(range(count))
  })

  test.each([0, 1])('is null for %d places', (count) => {
    expect(derange(count, createRandom(1))).toBeNull()
  })
})
