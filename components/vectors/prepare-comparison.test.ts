import { describe, expect, test } from 'vitest'
import type { DisjointSubsets } from '@/lib/core/compare-subsets'
import { DIMENSION_COUNT, findDimension } from '@/lib/core/dimensions'
import type { Filter } from '@/lib/core/filter'
import {
  describeOverlap,
  formatP,
  formatPoints,
  prepareComparison,
  summariseComparison,
  tabulateComparison,
} from './prepare-comparison'

const OPENNESS = findDimension('openness')?.index ?? -1
const HUMOR = findDimension('interest-humor')?.index ?? -1
const MUSIC = findDimension('interest-music')?.index ?? -1

function subset(n: number, held: Readonly<Record<number, number>>) {
  const positive = Uint32Array.from({ length: DIMENSION_COUNT }, (_, index) => held[index] ?? 0)
  return { matched: n, withDirection: n, positive, negative: new Uint32Array(DIMENSION_COUNT) }
}

const SUBSETS: DisjointSubsets = {
  a: subset(70, { [OPENNESS]: 70, [HUMOR]: 56, [MUSIC]: 21 }),
  b: subset(80, { [HUMOR]: 48, [MUSIC]: 24 }),
  shared: 0,
  sharedWithDirection: 0,
  overlap: 'none',
}
const CHOSEN_BY: Filter = { kind: 'all', filters: [{ kind: 'direction', dimension: 'openness', pole: 'positive' }] }
const INPUT = { subsets: SUBSETS, filters: [CHOSEN_BY], shares: 'positive', order: 'difference', search: '' } as const

describe('prepareComparison', () => {
  test('ranks by the size of the difference, what the subset was chosen by last and untested', () => {
    const { rows, tests, differHolm, undefinedTests, chosen, reach } = prepareComparison(INPUT)
    expect(rows[0]).toMatchObject({ label: 'Humor +', isDifferent: true })
    expect(rows[0]?.holm).toBeCloseTo(2 * 0.008045081368196568, 12)
    expect(rows.at(-1)).toMatchObject({ label: 'Openness +', isChosen: true, p: null, difference: 1 })
    expect([tests, differHolm, undefinedTests]).toEqual([2, 1, 87])
    expect(chosen.map(({ label }) => label)).toEqual(['Openness'])
    // The interval of humor ends at 33.4 points; that of openness does not count.
    expect(reach).toBeCloseTo(0.35, 12)
  })

  test('a search hides rows and changes no correction', () => {
    const { rows, tests } = prepareComparison({ ...INPUT, search: 'likes music' })
    expect(rows.map(({ label }) => label)).toEqual(['Music +'])
    expect(tests).toBe(2)
  })

  test('both poles are tests of their own', () => {
    expect(prepareComparison({ ...INPUT, shares: 'both', order: 'group' }).rows).toHaveLength(180)
  })

  test('says how many differ and what is not tested', () => {
    const words = summariseComparison(prepareComparison(INPUT))
    expect(words).toContain('Of 2 tests, 1 differ at 5 % after Holm')
    expect(words).toContain('87 more are undefined')
    expect(words).toContain('Not tested, since A or B was chosen by it: Openness.')
  })

  test('the table gives the reason where there is no test', () => {
    const { rows } = tabulateComparison(prepareComparison(INPUT).rows)
    expect(rows[0]).toMatchObject({ dimension: 'Humor', aCount: 56, aN: 70, bCount: 48, bN: 80, test: 'z' })
    expect(rows.at(-1)).toMatchObject({ test: 'none: chosen by it', p: null })
  })
})

test('common rows are named with their number', () => {
  expect(describeOverlap(SUBSETS)).toBeNull()
  expect(describeOverlap({ ...SUBSETS, shared: 1312, overlap: 'both' })).toContain('1,312 rows are in A and in B')
  expect(describeOverlap({ ...SUBSETS, shared: 5, overlap: 'same' })).toContain('nothing to compare')
})

test.each([
  [null, '–'],
  [0.0341, '0.034'],
  [0.00000021, '2.1e−7'],
  [0, '< 1e−300'],
])('the p-value %s reads %s', (p, text) => {
  expect(formatP(p)).toBe(text)
})

test.each([
  [null, '–'],
  [0.123, '+12.3'],
  [-0.0042, '−0.4'],
  [-0.0001, '0.0'],
])('the difference %s reads %s', (difference, text) => {
  expect(formatPoints(difference)).toBe(text)
})
