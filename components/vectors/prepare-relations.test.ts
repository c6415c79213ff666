import { describe, expect, test } from 'vitest'
import { DIMENSION_COUNT, DIMENSIONS, findDimension } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import { conditionsOfPair, explainUndefined, orderDimensions, pairOfCell, relate, relateAll } from './prepare-relations'
import { tabulateRelations } from './tabulate-relations'

const OPENNESS = findDimension('openness')?.index ?? -1
const HUMOR = findDimension('interest-humor')?.index ?? -1
const MUSIC = findDimension('interest-music')?.index ?? -1

/** Counts over rows that give openness, humor and music; everything else is neutral. */
function together(
  rows: readonly (readonly [number: number, openness: Sign, humor: Sign, music: Sign])[],
): CoOccurrence {
  const counts = new Uint32Array(4 * DIMENSION_COUNT ** 2)
  let n = 0
  for (const [number, ...signs] of rows) {
    n += number
    const held = signs.flatMap((sign, at) => {
      const index = [OPENNESS, HUMOR, MUSIC][at] ?? -1
      return sign === 0 ? [] : [sign === 1 ? index : index + DIMENSION_COUNT]
    })
    for (const i of held) for (const j of held) counts[i * 180 + j] = (counts[i * 180 + j] ?? 0) + number
  }
  return { counts, n }
}

const ROWS = together([
  [30, 1, -1, 0],
  [20, 1, 0, 1],
  [10, 0, -1, 0],
  [40, 0, 0, 0],
])

describe('relate', () => {
  test('gives every measure, by poles where it has them', () => {
    expect(relate(ROWS, 'lift', 'opposed', OPENNESS, HUMOR).value).toBeCloseTo(1.5, 12)
    expect(relate(ROWS, 'share', 'opposed', OPENNESS, HUMOR).value).toBe(0.3)
    // (100 * -30 - 50 * -40) / sqrt((100 * 50 - 50²) * (100 * 40 - 40²))
    expect(relate(ROWS, 'pearson', 'opposed', OPENNESS, HUMOR).value).toBeCloseTo(-1000 / Math.sqrt(2500 * 2400), 12)
  })

  test('all cells at once are the same, mirrored where the poles are', () => {
    const opposed = relateAll(ROWS, 'share', 'opposed')
    expect(opposed[OPENNESS * 90 + HUMOR]).toBe(0.3)
    expect(opposed[HUMOR * 90 + OPENNESS]).toBe(0)
    const correlations = relateAll(ROWS, 'pearson', 'positive')
    expect(correlations[OPENNESS * 90 + HUMOR]).toBe(correlations[HUMOR * 90 + OPENNESS])
    expect(correlations[0]).toBeNaN()
  })
})

describe('orderDimensions', () => {
  test('keeps groups together, or index order, or clusters', () => {
    const correlations = relateAll(ROWS, 'pearson', 'positive')
    const group = orderDimensions('group', correlations).map((index) => DIMENSIONS[index]?.group)
    expect(group.filter((name, at) => name !== group[at - 1])).toHaveLength(5)
    expect(orderDimensions('index', correlations)[89]).toBe(89)
    const order = orderDimensions('cluster', correlations)
    expect(order).toHaveLength(90)
    const places = [OPENNESS, HUMOR, MUSIC].map((index) => order.indexOf(index)).toSorted((a, b) => a - b)
    expect((places[2] ?? 0) - (places[0] ?? 0)).toBe(2)
  })
})

describe('a picked cell', () => {
  test('asks for the poles that go with the sign of the correlation', () => {
    expect(pairOfCell(ROWS, 'pearson', 'positive', OPENNESS, HUMOR)).toEqual({ left: 1, right: -1 })
    expect(pairOfCell(ROWS, 'pearson', 'positive', OPENNESS, MUSIC)).toEqual({ left: 1, right: 1 })
    expect(pairOfCell(ROWS, 'lift', 'negative', OPENNESS, MUSIC)).toEqual({ left: -1, right: -1 })
  })

  test('becomes conditions, one for a dimension with itself', () => {
    expect(conditionsOfPair(OPENNESS, HUMOR, { left: 1, right: 0 })).toEqual([
      { kind: 'direction', dimension: 'openness', pole: 'positive' },
      { kind: 'neutral', dimension: 'interest-humor' },
    ])
    expect(conditionsOfPair(HUMOR, HUMOR, { left: -1, right: -1 })).toHaveLength(1)
  })

  test('without a value says why', () => {
    const { reason } = relate(ROWS, 'pearson', 'positive', OPENNESS, 0)
    expect(reason && explainUndefined(reason, OPENNESS, 0)).toContain('Age has one value')
  })
})

test('the table lists each pair once, ordered pairs where poles differ, the strongest first', () => {
  const pairs = tabulateRelations(ROWS, 'pearson', 'positive', () => 0.25)
  expect(pairs.rows).toHaveLength(4005)
  expect(Math.abs(Number(pairs.rows[0]?.value))).toBeGreaterThanOrEqual(Math.abs(Number(pairs.rows[1]?.value)))
  const row = pairs.rows.find(({ left, right }) => left === 'Openness' && right === 'Humor')
  expect(row).toMatchObject({ pp: 0, pn: 30, n: 100, published: 0.25 })
  expect(Number(row?.difference)).toBeCloseTo(Number(row?.value) - 0.25, 12)
  expect(tabulateRelations(ROWS, 'share', 'opposed', null).rows).toHaveLength(8010)
})
