import { expect, test } from 'vitest'
import { DIMENSIONS, GROUPS } from '@/lib/core/dimensions'
import type { Pole } from '@/lib/core/direction'
import { allOf, EVERY_ROW, type Filter } from '@/lib/core/filter'
import { EQUALISER_ORDER_KEYS } from '@/lib/core/view'
import { EQUALISER_ORDERS, type Equaliser, type PoleTotals, prepareEqualiser } from './prepare-equaliser'

type Counts = Readonly<Record<string, number>>

function poles(withDirection: number, positive: Counts, negative: Counts = {}): PoleTotals {
  const spread = (counts: Counts) => DIMENSIONS.map(({ key }) => counts[key] ?? 0)
  return { withDirection, positive: spread(positive), negative: spread(negative) }
}

const TOTALS = poles(1000, { openness: 400, gender: 100, sleep: 10 }, { openness: 100, 'interest-humor': 310 })
const COUNTS = poles(50, { openness: 30, gender: 20, sleep: 5 }, { openness: 5 })
const INPUT = { counts: COUNTS, totals: TOTALS, filter: EVERY_ROW, order: 'group', search: '' } as const

function keysOf({ sections }: Equaliser): readonly string[] {
  return sections.flatMap((section) => section.rows.map((row) => row.dimension.key))
}

function poleOf(data: Equaliser, key: string, pole: Pole) {
  const row = data.sections.flatMap((section) => section.rows).find(({ dimension }) => dimension.key === key)
  if (!row) throw new Error(`The equaliser has no row ${key}`)
  return row[pole]
}

test('a pole has its share here, its share of all rows and the ratio of both', () => {
  expect(poleOf(prepareEqualiser(INPUT), 'openness', 'positive')).toEqual({
    pole: 'positive',
    label: 'High Openness',
    count: 30,
    share: 0.6,
    shareOfAll: 0.4,
    lift: 0.6 / 0.4,
    state: 'free',
  })
  expect(poleOf(prepareEqualiser(INPUT), 'openness', 'negative')).toMatchObject({
    label: 'Low Openness',
    count: 5,
    share: 0.1,
    shareOfAll: 0.1,
    lift: 1,
  })
})

test('a pole that no row here holds has share and lift 0; one that no row at all holds has no lift', () => {
  expect(poleOf(prepareEqualiser(INPUT), 'interest-humor', 'negative')).toMatchObject({ count: 0, share: 0, lift: 0 })
  expect(poleOf(prepareEqualiser(INPUT), 'food', 'positive')).toMatchObject({ share: 0, shareOfAll: 0, lift: null })
})

test('before the count under the filter is known nothing is made up', () => {
  const pole = poleOf(prepareEqualiser({ ...INPUT, counts: null }), 'openness', 'positive')
  expect(pole).toMatchObject({ count: null, share: null, shareOfAll: 0.4, lift: null })
  const bare = poleOf(prepareEqualiser({ ...INPUT, counts: null, totals: null }), 'openness', 'positive')
  expect(bare).toMatchObject({ count: null, share: null, shareOfAll: null, lift: null })
})

test('a filter that leaves no row with a direction has counts of 0 and no shares', () => {
  const data = prepareEqualiser({ ...INPUT, counts: poles(0, {}) })
  expect(poleOf(data, 'openness', 'positive')).toMatchObject({ count: 0, share: null, shareOfAll: 0.4, lift: null })
  expect(data.isUndefined).toBe(false)
})

test('only data without any direction is undefined', () => {
  expect(prepareEqualiser({ ...INPUT, counts: poles(0, {}), totals: poles(0, {}) }).isUndefined).toBe(true)
  expect(prepareEqualiser({ ...INPUT, counts: null, totals: null }).isUndefined).toBe(false)
})

test.each([
  ['the largest share, 40 %', TOTALS, 0.4],
  ['rounded up to a twentieth', poles(1000, { sleep: 401 }), 0.45],
  ['the largest may be negative', poles(100, { sleep: 1 }, { food: 33 }), 0.35],
  ['never below a twentieth', poles(1000, { sleep: 1 }), 0.05],
  ['never above the whole', poles(10, { sleep: 10 }), 1],
  ['the whole without directions', poles(0, {}), 1],
  ['the whole before all rows are counted', null, 1],
])('a full track: %s', (_, totals, expected) => {
  expect(prepareEqualiser({ ...INPUT, totals }).fullTrack).toBe(expected)
})

test('the choice of orders names each order once', () => {
  expect(EQUALISER_ORDERS.map(({ key }) => key)).toEqual([...EQUALISER_ORDER_KEYS])
})

test('by group: the groups of the taxonomy, inside as in its figure', () => {
  const { sections } = prepareEqualiser(INPUT)
  expect(sections.map(({ key, name }) => ({ key, name }))).toEqual([...GROUPS])
  expect(keysOf(prepareEqualiser(INPUT))).toHaveLength(90)
  for (const { key, rows } of sections) {
    expect(rows.every(({ dimension }) => dimension.group === key)).toBe(true)
    const places = rows.map(({ dimension }) => dimension.figureOrder)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }
})

test('by index: the order of a direction', () => {
  const data = prepareEqualiser({ ...INPUT, order: 'index' })
  expect(data.sections).toHaveLength(1)
  expect(keysOf(data)).toEqual(DIMENSIONS.map(({ key }) => key))
})

test('by share: the larger pole here decides, ties keep the index order', () => {
  const keys = keysOf(prepareEqualiser({ ...INPUT, order: 'share' }))
  expect(keys.slice(0, 5)).toEqual(['openness', 'gender', 'sleep', 'age-group', 'neuroticism'])
  expect(new Set(keys).size).toBe(90)
})

test('by lift: what grew most leads, what has no lift comes last', () => {
  const keys = keysOf(prepareEqualiser({ ...INPUT, order: 'lift' }))
  expect(keys.slice(0, 5)).toEqual(['sleep', 'gender', 'openness', 'interest-humor', 'age-group'])
})

test.each(['share', 'lift'] as const)('by %s before anything is counted: the index order', (order) => {
  const keys = keysOf(prepareEqualiser({ ...INPUT, counts: null, totals: null, order }))
  expect(keys).toEqual(DIMENSIONS.map(({ key }) => key))
})

test.each([
  [' OPENNESS ', ['openness']],
  ['isolation from others', ['need-seclusion']],
  ['Older', ['age-group']],
  ['science', ['interest-science', 'interest-social-sciences']],
  ['(neatness', ['need-order']],
  ['no such thing', []],
])('a search for "%s" looks at label, name and poles', (search, expected) => {
  expect(keysOf(prepareEqualiser({ ...INPUT, search }))).toEqual(expected)
})

test('a group without a match has no section, and neither has an empty list', () => {
  const { sections } = prepareEqualiser({ ...INPUT, search: 'openness' })
  expect(sections.map(({ key }) => key)).toEqual(['demographics-traits'])
  for (const order of EQUALISER_ORDER_KEYS)
    expect(prepareEqualiser({ ...INPUT, order, search: 'no such thing' }).sections).toEqual([])
})

test('a search leaves the length of a full track alone', () => {
  expect(prepareEqualiser({ ...INPUT, search: 'sleep' }).fullTrack).toBe(0.4)
})

test('the conditions of the filter show on their poles alone', () => {
  const openness: Filter = { kind: 'direction', dimension: 'openness', pole: 'positive' }
  const filter = allOf([
    openness,
    { kind: 'not', filter: { kind: 'direction', dimension: 'sleep', pole: 'negative' } },
    { kind: 'history', dimension: 'gender', pole: 'positive', quantifier: 'some' },
    { kind: 'neutral', dimension: 'food' },
    { kind: 'any', filters: [{ kind: 'direction', dimension: 'saving', pole: 'positive' }] },
  ])
  const data = prepareEqualiser({ ...INPUT, filter })
  const states = data.sections.flatMap(({ rows }) =>
    rows.flatMap(({ dimension, positive, negative }) =>
      [positive, negative].flatMap(({ pole, state }) =>
        state === 'free' ? [] : [`${dimension.key} ${pole} ${state}`],
      ),
    ),
  )
  expect(states.sort()).toEqual(['gender positive in-history', 'openness positive required', 'sleep negative excluded'])
  expect(poleOf(prepareEqualiser({ ...INPUT, filter: openness }), 'openness', 'positive').state).toBe('required')
})
