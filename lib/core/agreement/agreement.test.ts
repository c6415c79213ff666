import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import { createBinomial, createRedraw } from './binomial'
import { bootstrapCounts } from './bootstrap'
import { cohenKappa } from './cohen-kappa'
import { krippendorffAlpha } from './krippendorff-alpha'
import { groupPatterns, type Pattern } from './patterns'
import { fleissKappa, percentAgreement } from './percent-agreement'

/** Raters by rows, a digit or letter an item, `.` where one gave no value. */
function readRaters(rows: readonly string[], categories: string): readonly Pattern[] {
  const items = Array.from(rows[0] ?? '', (_, item) =>
    rows.flatMap((row) => (row[item] === '.' ? [] : [categories.indexOf(row[item] ?? '')])),
  )
  return groupPatterns(items, categories.length)
}

const readCounts = (text: string): readonly Pattern[] =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => ({ counts: line.split(' ').map(Number), items: 1 }))

describe('Cohen 1960', () => {
  test('table 2: 200 items, three categories', () => {
    expect(cohenKappa([88, 14, 18, 10, 40, 10, 2, 6, 12], 3).value).toBeCloseTo(0.492, 3)
  })

  test('table 1: less than chance', () => {
    expect(cohenKappa([50, 26, 24, 24, 4, 32, 6, 30, 4], 3).value).toBeCloseTo(-0.092, 3)
  })

  test.each([
    ['no items', [0, 0, 0, 0], 'no-pairs'],
    ['one category', [9, 0, 0, 0], 'no-variation'],
  ])('is undefined for %s', (_, cells, reason) => {
    expect(cohenKappa(cells, 2)).toEqual({ value: null, reason })
  })

  test('is 0, not undefined, where each rater keeps to a category of their own', () => {
    expect(cohenKappa([0, 9, 0, 0], 2)).toEqual({ value: 0, reason: null })
  })
})

/** Fleiss 1971, table 1: 30 patients, six psychiatrists, five diagnoses. */
const FLEISS_1971 = `0 0 0 6 0
  0 3 0 0 3
  0 1 4 0 1
  0 0 0 0 6
  0 3 0 3 0
  2 0 4 0 0
  0 0 4 0 2
  2 0 3 1 0
  2 0 0 4 0
  0 0 0 0 6
  1 0 0 5 0
  1 1 0 4 0
  0 3 3 0 0
  1 0 0 5 0
  0 2 0 3 1
  0 0 5 0 1
  3 0 0 1 2
  5 1 0 0 0
  0 2 0 4 0
  1 0 2 0 3
  0 0 0 0 6
  0 1 0 5 0
  0 2 0 1 3
  2 0 0 4 0
  1 0 0 4 1
  0 5 0 1 0
  4 0 0 0 2
  0 2 0 4 0
  1 0 5 0 0
  0 0 0 0 6`

describe('Fleiss 1971', () => {
  test('30 patients, six psychiatrists', () => {
    const patterns = readCounts(FLEISS_1971)
    expect(percentAgreement(patterns).value).toBeCloseTo(0.556, 3)
    expect(fleissKappa(patterns).value).toBeCloseTo(0.43, 3)
  })

  test.each([
    ['no items', [], 'no-pairs'],
    ['items with one rating', [{ counts: [1, 0], items: 4 }], 'no-pairs'],
    ['one category', [{ counts: [3, 0], items: 4 }], 'no-variation'],
    ['two and three ratings', ['2 0', '1 2'].flatMap(readCounts), 'unequal-ratings'],
  ])('is undefined for %s', (_, patterns, reason) => {
    expect(fleissKappa(patterns)).toEqual({ value: null, reason })
  })
})

/** Krippendorff 2011, section C: four observers, twelve units, values missing. */
const KRIPPENDORFF_2011 = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.']

describe('Krippendorff 2011', () => {
  test('A: two observers, ten binary units', () => {
    expect(krippendorffAlpha(readRaters(['0100000010', '1110010000'], '01'), 'nominal').value).toBeCloseTo(0.095, 3)
  })

  test('B: two observers, twelve units, five categories', () => {
    const patterns = readRaters(['aabbdcccedda', 'babbbccceddd'], 'abcde')
    expect(krippendorffAlpha(patterns, 'nominal').value).toBeCloseTo(0.692, 3)
  })

  test.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
  ] as const)('C and D: four observers with gaps, %s', (level, alpha) => {
    expect(krippendorffAlpha(readRaters(KRIPPENDORFF_2011, '12345'), level).value).toBeCloseTo(alpha, 3)
  })

  test.each([
    ['no items', [], 'no-pairs'],
    ['one rating an item', [{ counts: [1, 0], items: 9 }], 'no-pairs'],
    ['one category', [{ counts: [2, 0], items: 9 }], 'no-variation'],
  ])('is undefined for %s', (_, patterns, reason) => {
    expect(krippendorffAlpha(patterns, 'ordinal')).toEqual({ value: null, reason })
  })

  test('a category that nobody gave changes nothing', () => {
    const [narrow, wide] = ['123', '1234'].map((all) => readRaters(['1123', '1223'], all))
    for (const level of ['nominal', 'ordinal'] as const)
      expect(krippendorffAlpha(wide ?? [], level)).toEqual(krippendorffAlpha(narrow ?? [], level))
  })
})

describe('redrawing', () => {
  test('draws binomial numbers with the right mean, variance and ends', () => {
    const draw = createBinomial(40, createRandom(5))
    for (const share of [0.02, 0.5, 0.97]) {
      const drawn = Array.from({ length: 20_000 }, () => draw(40, share))
      const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
      const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length
      expect(Math.abs(mean - 40 * share)).toBeLessThan(0.1)
      expect(variance / (40 * share * (1 - share))).toBeCloseTo(1, 1)
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...drawn)).toBeLessThanOrEqual(40)
    }
  })

  test('redraws as many items as there are', () => {
    const redraw = createRedraw([5, 0, 90, 5], createRandom(1))
    for (let draw = 0; draw < 200; draw++) {
      const drawn = redraw()
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(100)
      expect(drawn[1]).toBe(0)
    }
  })
})

describe('an interval', () => {
  const patterns = readCounts(FLEISS_1971)
  const kappaOf = (counts: readonly number[]) =>
    fleissKappa(patterns.map(({ counts: given }, place) => ({ counts: given, items: counts[place] ?? 0 })))
  const ones = patterns.map(() => 1)

  test('of Fleiss 1971 holds the value and is about as wide as the spread of a plain bootstrap', () => {
    const { value, interval } = bootstrapCounts(ones, kappaOf, 3)
    expect(value).toBeCloseTo(0.43, 3)
    const random = createRandom(11)
    const plain = Float64Array.from({ length: 1000 }, () => {
      const counts = ones.map(() => 0)
      for (let pick = 0; pick < counts.length; pick++) {
        const place = Math.floor(random() * counts.length)
        counts[place] = (counts[place] ?? 0) + 1
      }
      return kappaOf(counts).value ?? Number.NaN
    }).sort()
    expect(interval?.low).toBeCloseTo(plain[25] ?? Number.NaN, 1)
    expect(interval?.high).toBeCloseTo(plain[974] ?? Number.NaN, 1)
  })

  test('is the same for the same seed', () => {
    expect(bootstrapCounts(ones, kappaOf, 3)).toEqual(bootstrapCounts(ones, kappaOf, 3))
  })

  test('needs two items and a value in nearly every draw', () => {
    const two = (counts: readonly number[]) => cohenKappa([counts[0] ?? 0, 0, 0, counts[1] ?? 0], 2)
    expect(bootstrapCounts([1, 1], two, 1)).toMatchObject({
      value: 1,
      interval: null,
      intervalReason: 'often-undefined',
    })
    expect(bootstrapCounts([0, 1], two, 1)).toMatchObject({ reason: 'no-variation', intervalReason: 'no-value' })
    const one = (counts: readonly number[]) => percentAgreement([{ counts: [1, 1], items: counts[0] ?? 0 }])
    expect(bootstrapCounts([1], one, 1)).toMatchObject({ value: 0, interval: null, intervalReason: 'one-item' })
  })
})
