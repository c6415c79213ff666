import { beforeAll, describe, expect, test } from 'vitest'
import { FACETS, OPTIONAL_COLUMNS } from '@/lib/core/columns'
import { packDirection } from '@/lib/core/direction'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { facetOf, meetsFilter } from '@/lib/core/filter-oracle'
import { planBins, rangeOfBin } from '@/lib/core/histogram-bins'
import { createRandom, shuffle } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { randomFilter } from '@/lib/core/random-filter'
import { SORT_KEYS, type Sort } from '@/lib/core/view'
import { rounds } from '@/tests/setup/rounds'
import { example } from './example'
import { examplesByHash } from './examples-by-hash'
import { facetRanges } from './facet-ranges'
import { type FixtureDatabase, openFixtureDatabase } from './fixture-database'
import { hashesOfRows, MOST_HASHED_ROWS } from './hashes-of-rows'
import { type HistogramPlan, histograms } from './histograms'
import { neighbourRows } from './neighbour-rows'
import { neighboursInOrder } from './neighbours-in-order'
import { nullShares } from './null-shares'
import { page } from './page'
import { position } from './position'
import { sampleRows } from './sample-rows'
import { shards } from './shards'

const examples = randomExamples(300, createRandom(8))
let database: FixtureDatabase
let empty: FixtureDatabase
beforeAll(async () => {
  database = await openFixtureDatabase(examples, 70)
  empty = await openFixtureDatabase([], 1)
}, 60_000)

const SORTS: Sort[] = SORT_KEYS.flatMap((key) => [
  { key, descending: false },
  { key, descending: true },
])
const random = createRandom(77)
const FILTERS: Filter[] = [
  EVERY_ROW,
  { kind: 'any', filters: [] },
  ...Array.from({ length: rounds(3, 8) }, () =>
    randomFilter(random, {
      kinds: ['neutral', 'history', 'range', 'missing', 'text', 'shard'],
      texts: ['tea'],
      runs: ['r'],
      shards: 5,
      largest: 20,
      depth: 3,
    }),
  ),
]

/** Each `step`-th of the orders, other ones for each filter. */
function everySort(step: number, place: number): Sort[] {
  return SORTS.filter((_, at) => (at + place) % step === 0)
}

/** Row numbers that meet the filter in the order, sorted by hand. */
function listNaively(filter: Filter, { key, descending }: Sort): number[] {
  const readKey = (row: number) => {
    const placed = database.rows[row]
    if (!placed) throw new RangeError(`no row ${row}`)
    if (key === 'row_number') return row
    return key === 'shard' ? placed.shard : facetOf(placed.example, key)
  }
  return database.rows
    .flatMap((placed, row) => (meetsFilter(filter, placed) ? [row] : []))
    .sort((first, second) => {
      const [a, b] = [readKey(first), readKey(second)]
      if (a === b) return first - second
      if (a === null) return 1
      if (b === null) return -1
      return descending ? b - a : a - b
    })
}

describe('page', () => {
  test('gives the rows of every order, and of every filter in many orders, page by page', () => {
    for (const [place, filter] of FILTERS.entries())
      for (const sort of place === 0 ? SORTS : everySort(rounds(4, 1), place)) {
        const expected = listNaively(filter, sort)
        const [offsets, limit] = place === 0 ? [[0, 40, 280], 40] : [[0], 300]
        const pages = offsets.map((offset) => database.ask(page({ filter, sort }, offset, limit)))
        expect(pages.map((rows) => rows.map(({ rowNumber }) => rowNumber))).toEqual(
          offsets.map((offset) => expected.slice(offset, offset + limit)),
        )
      }
  }, 120_000)

  test('carries what the table shows', () => {
    const rows = database.ask(page({ filter: EVERY_ROW, sort: { key: 'row_number', descending: false } }, 0, 300))
    rows.forEach((row, at) => {
      const placed = database.rows[at]
      if (!placed) throw new RangeError(`no row ${at}`)
      const { example: source } = placed
      expect(row).toMatchObject({
        hash: placed.hash,
        shard: placed.shard,
        shardRow: at % 70,
        prompt: source.prompt,
        demographics: source.demographics,
        direction: source.direction,
        facets: Object.fromEntries(FACETS.map(({ key }) => [key, facetOf(source, key)])),
      })
      const items = [...source.ugc, ...source.pairs].flatMap(({ direction }) =>
        direction ? [packDirection(direction)] : [],
      )
      expect(row.history.negativeLow).toBe(items.reduce((union, planes) => union | planes.negativeLow, 0n))
      expect(row.history.positiveHigh).toBe(items.reduce((union, planes) => union | planes.positiveHigh, 0n))
    })
  })

  test('refuses a page of no rows or too many', () => {
    const list = { filter: EVERY_ROW, sort: { key: 'row_number', descending: false } } as const
    for (const limit of [0, -1, 2001, 1.5]) expect(() => page(list, 0, limit)).toThrow(RangeError)
  })
})

test('example gives each example back unchanged, and no row for an unknown hash', () => {
  for (const placed of database.rows.filter((_, at) => at % rounds(6, 1) === 0)) {
    const [row] = database.ask(example(placed.hash))
    expect(row?.example).toEqual(placed.example)
    expect(row?.rowNumber).toBe(database.rows.findIndex(({ hash }) => hash === placed.hash))
  }
  expect(database.ask(example("' OR 1=1 --"))).toEqual([])
})

test('examplesByHash gives each once, in load order', () => {
  const hashes = [...new Set(database.rows.map(({ hash }) => hash))]
  expect(hashes.length).toBeLessThan(database.rows.length)
  const asked = shuffle(hashes, createRandom(1)).slice(0, 100)
  const rows = database.ask(examplesByHash([...asked, 'f'.repeat(32)]))
  expect(rows.map(({ hash }) => hash)).toEqual(hashes.filter((hash) => asked.includes(hash)))
})

test('neighboursInOrder walks every list from end to end, copies once; position finds each', () => {
  for (const [place, filter] of FILTERS.slice(0, 5).entries())
    for (const sort of everySort(rounds(8, 3), place)) {
      const list = listNaively(filter, sort).map((row) => database.rows[row]?.hash ?? '')
      const distinct = [...new Set(list)]
      for (const at of [0, 1, Math.floor(distinct.length / 2), distinct.length - 1]) {
        const hash = distinct[at]
        if (hash === undefined) continue
        expect(database.ask(neighboursInOrder({ filter, sort }, hash))).toEqual([
          { previous: distinct[at - 1] ?? null, next: distinct[at + 1] ?? null },
        ])
        expect(database.ask(position({ filter, sort }, hash))).toEqual([{ position: list.indexOf(hash) }])
      }
    }
  const none = { filter: { kind: 'any', filters: [] }, sort: { key: 'row_number', descending: false } } as const
  expect(database.ask(neighboursInOrder(none, database.rows[0]?.hash ?? ''))).toEqual([])
  expect(database.ask(position(none, database.rows[0]?.hash ?? ''))).toEqual([])
}, 60_000)

test('nullShares counts what is missing', () => {
  for (const filter of FILTERS) {
    const kept = database.rows.filter((row) => meetsFilter(filter, row))
    const missing = OPTIONAL_COLUMNS.map(({ key }) => [
      key,
      kept.filter((row) => meetsFilter({ kind: 'missing', column: key }, row)).length,
    ])
    expect(database.ask(nullShares(filter))).toEqual([{ rows: kept.length, ...Object.fromEntries(missing) }])
  }
})

test('histograms and facetRanges count like the rows', () => {
  for (const filter of FILTERS) {
    const kept = database.rows.filter((row) => meetsFilter(filter, row))
    const ranges = database.ask(facetRanges(filter))
    expect(ranges.map(({ facet }) => facet)).toEqual(FACETS.map(({ key }) => key))
    const plans: HistogramPlan[] = []
    const expected: { facet: string; bin: number; count: number }[] = []
    for (const { facet, min, max, known, missing } of ranges) {
      const values = kept.flatMap(({ example: source }) => facetOf(source, facet) ?? [])
      expect([known, missing]).toEqual([values.length, kept.length - values.length])
      expect([min, max]).toEqual(values.length === 0 ? [null, null] : [Math.min(...values), Math.max(...values)])
      const bins = planBins(min, max)
      if (!bins) continue
      plans.push({ facet, bins })
      for (let bin = 0; bin < bins.count; bin++) {
        const range = rangeOfBin(bins, bin)
        const count = values.filter((value) => value >= range.min && value <= range.max).length
        if (count > 0) expected.push({ facet, bin, count })
      }
    }
    if (plans.length > 0) expect(database.ask(histograms(plans, filter))).toEqual(expected)
  }
})

test('sampleRows draws the same however the examples are ordered and sharded', async () => {
  const other = await openFixtureDatabase(shuffle(examples, createRandom(4)), 33)
  const filter: Filter = { kind: 'not', filter: { kind: 'missing', column: 'direction' } }
  const draw = (from: FixtureDatabase, size: number, seed: number) =>
    from.ask(sampleRows(filter, { size, seed })).map(({ hash }) => hash)
  const sample = draw(database, 50, 3)
  expect(new Set(sample).size).toBe(50)
  expect(draw(other, 50, 3)).toEqual(sample)
  expect(draw(database, 20, 3)).toEqual(sample.slice(0, 20))
  expect(draw(database, 50, 4)).not.toEqual(sample)
  const all = new Set(database.rows.filter((row) => meetsFilter(filter, row)).map(({ hash }) => hash))
  expect(new Set(draw(database, 10_000, 3))).toEqual(all)
}, 60_000)

test('shards lists the shards under a filter', () => {
  expect(database.ask(shards(EVERY_ROW))).toEqual([
    ...[0, 1, 2, 3].map((shard) => ({ shard, rows: 70, firstRow: shard * 70 })),
    { shard: 4, rows: 20, firstRow: 280 },
  ])
  expect(database.ask(shards({ kind: 'shard', shard: 2 }))).toEqual([{ shard: 2, rows: 70, firstRow: 140 }])
})

test('an empty table answers everything', () => {
  const list = { filter: EVERY_ROW, sort: { key: 'prompt_length', descending: true } } as const
  expect(empty.ask(page(list, 0, 10))).toEqual([])
  expect(empty.ask(shards(EVERY_ROW))).toEqual([])
  expect(empty.ask(sampleRows(EVERY_ROW, { size: 5, seed: 1 }))).toEqual([])
  expect(empty.ask(nullShares(EVERY_ROW))[0]?.rows).toBe(0)
  expect(empty.ask(facetRanges(EVERY_ROW))[0]).toEqual({
    facet: 'prompt_length',
    min: null,
    max: null,
    known: 0,
    missing: 0,
  })
})

describe('neighbourRows', () => {
  test('reads the rows by number, in load order, with their directions', async () => {
    const rows = await database.ask(neighbourRows([17, 3, 250]))
    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([3, 17, 250])
    for (const row of rows) {
      const placed = database.rows[row.rowNumber]
      expect(row.direction).toEqual(placed?.example.direction)
      expect(placed?.example.prompt.startsWith(row.prompt)).toBe(true)
      expect(row.shard).toBe(placed?.shard)
    }
  })

  test('refuses no rows and more than any query reads', () => {
    expect(() => neighbourRows([])).toThrow(RangeError)
    expect(() => neighbourRows(Array.from({ length: 2001 }, (_, row) => row))).toThrow(RangeError)
  })
})

describe('hashesOfRows', () => {
  test('reads the hashes of rows by number, copies included', async () => {
    const [read] = await database.ask(hashesOfRows(Uint32Array.of(250, 3, 17)))
    expect(read?.hashes).toEqual([3, 17, 250].map((row) => database.rows[row]?.hash))
    expect(await empty.ask(hashesOfRows([1]))).toEqual([{ hashes: [] }])
  })

  test('refuses no rows and more than one question names', () => {
    expect(() => hashesOfRows([])).toThrow(RangeError)
    expect(() => hashesOfRows(new Uint32Array(MOST_HASHED_ROWS + 1))).toThrow(RangeError)
  })
})
