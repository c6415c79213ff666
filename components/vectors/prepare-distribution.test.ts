import { describe, expect, test } from 'vitest'
import { DIMENSION_COUNT, findDimension } from '@/lib/core/dimensions'
import { prepareDistribution, tabulateDistribution } from './prepare-distribution'

const OPENNESS = findDimension('openness')?.index ?? -1
const HUMOR = findDimension('interest-humor')?.index ?? -1

function counts(withDirection: number, held: Readonly<Record<number, readonly [positive: number, negative: number]>>) {
  const list = (pole: 0 | 1) => Uint32Array.from({ length: DIMENSION_COUNT }, (_, index) => held[index]?.[pole] ?? 0)
  return { withDirection, positive: list(0), negative: list(1) }
}

const SUBSET = counts(20, { [OPENNESS]: [5, 10], [HUMOR]: [8, 0] })
const ALL = counts(200, { [OPENNESS]: [20, 100], [HUMOR]: [40, 4] })

describe('prepareDistribution', () => {
  test('gives shares of the rows with a direction, their intervals, and the shares of all', () => {
    const rows = prepareDistribution(SUBSET, ALL, 'index', '').flatMap((section) => section.rows)
    expect(rows).toHaveLength(90)
    expect(rows[OPENNESS]).toMatchObject({
      neutral: 5,
      positive: { count: 5, share: 0.25, shareOfAll: 0.1 },
      negative: { count: 10, share: 0.5, shareOfAll: 0.5 },
    })
    // Newcombe 1998, method 3: 0 of 20 ends at 0.1611.
    expect(rows[HUMOR]?.negative.interval?.high).toBeCloseTo(0.1611, 4)
  })

  test('orders by group as the figure, by a share, and by either pole', () => {
    const sections = prepareDistribution(SUBSET, ALL, 'group', '')
    expect(sections.map(({ rows }) => rows.length)).toEqual([7, 21, 12, 7, 43])
    const first = (order: 'positive' | 'negative' | 'active') =>
      prepareDistribution(SUBSET, ALL, order, '')[0]?.rows[0]?.dimension.key
    expect([first('positive'), first('negative'), first('active')]).toEqual(['interest-humor', 'openness', 'openness'])
  })

  test('keeps what the search names, and has nothing for what no dimension contains', () => {
    expect(prepareDistribution(SUBSET, ALL, 'index', 'likes HUMOR')[0]?.rows).toHaveLength(1)
    expect(prepareDistribution(SUBSET, ALL, 'group', 'quark')).toEqual([])
  })

  test('is undefined without directions', () => {
    const [row] = prepareDistribution(counts(0, {}), null, 'index', '')[0]?.rows ?? []
    expect(row?.positive).toMatchObject({ count: 0, share: null, interval: null, shareOfAll: null })
  })

  test('the table has the numbers of the bars', () => {
    const table = tabulateDistribution(prepareDistribution(SUBSET, ALL, 'index', 'humor'), 20)
    expect(table.rows).toHaveLength(1)
    expect(table.rows[0]).toMatchObject({ dimension: 'Humor', n: 20, positive: 8, positiveShare: 0.4, neutral: 12 })
    expect(table.columns.every(({ key }) => key in (table.rows[0] ?? {}))).toBe(true)
  })
})
