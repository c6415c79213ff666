import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { createDirectionIndex } from '@/lib/core/direction-index'
import { EXAMPLE_COLUMNS } from '@/lib/core/example-columns'
import type { Filter, TermKind } from '@/lib/core/filter'
import { meetsFilter } from '@/lib/core/filter-oracle'
import {
  type FilterContext,
  filterToSql,
  foldedSql,
  NO_WORD,
  UnresolvedRunError,
  UnresolvedSelectionError,
} from '@/lib/core/filter-sql'
import { splitFilter } from '@/lib/core/index-filter'
import { createRandom } from '@/lib/core/random'
import { RANDOM_QUERIES, randomExamples } from '@/lib/core/random-examples'
import { randomFilter } from '@/lib/core/random-filter'
import { wordsOf } from '@/lib/core/words'
import { rounds } from '@/tests/setup/rounds'
import { bindParams } from '../bind-params'
import { type FixtureDatabase, openFixtureDatabase } from './fixture-database'
import { hashesInRange } from './hashes-in-range'
import { rowCount } from './row-count'
import { maskOfBlocks, rowMask } from './row-mask'

const SHARD_ROWS = 90
const ROWS = 300
const OF_NUMBERS = ['direction', 'direction', 'neutral', 'history', 'history', 'range', 'missing', 'shard'] as const
const OF_TEXTS = ['direction', 'history', 'text', 'words'] as const
const OF_HASHES = ['direction', 'history', 'range', 'run', 'selection'] as const

const folder = mkdtempSync(join(tmpdir(), 'alignx-lens-filters-'))
let database: FixtureDatabase
let native: DuckDBConnection
beforeAll(async () => {
  database = await openFixtureDatabase(randomExamples(ROWS, createRandom(41)), SHARD_ROWS)
  native = await (await DuckDBInstance.create()).connect()
  await copyTable()
}, 120_000)

afterAll(() => {
  native.closeSync()
  rmSync(folder, { recursive: true })
})

/** The same `examples` table in the native program. */
async function copyTable(): Promise<void> {
  const file = join(folder, 'examples.jsonl')
  const lines = database
    .run(`SELECT * FROM ${EXAMPLES_TABLE} ORDER BY row_number`)
    .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
  writeFileSync(file, lines.join('\n'))
  const columns = Object.entries(EXAMPLE_COLUMNS).map(([name, type]) => `${name}: '${type.replaceAll("'", "''")}'`)
  await native.run(
    `CREATE TABLE ${EXAMPLES_TABLE} AS FROM read_json('${file}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
  )
}

const context: FilterContext = {
  rowsOfRun: (term) => database.rows.filter((_, row) => row % 7 < Math.abs(term.from ?? 0) % 7).map(({ hash }) => hash),
  rowsOfSelection: (selection) =>
    selection === 'none' ? [] : database.rows.filter((_, row) => row % 3 === 1).map(({ hash }) => hash),
}

function makeFilters(count: number, kinds: readonly TermKind[], depth: number, seed: number): readonly Filter[] {
  const random = createRandom(seed)
  const options = {
    kinds,
    texts: RANDOM_QUERIES,
    runs: ['a'],
    selections: ['third', 'none'],
    shards: 6,
    largest: 30,
    depth,
  }
  return Array.from({ length: count }, () => randomFilter(random, options))
}

/** One query that says of every row, in load order, which of the filters it meets: `f0`, `f1`, … */
function batchSql(filters: readonly Filter[]): string {
  const conditions = filters.map((filter) => filterToSql(filter, context))
  const columns = conditions.map(({ sql }, at) => `${sql} AS f${at}`)
  const params = conditions.flatMap((condition) => condition.params)
  return bindParams(`SELECT ${columns.join(', ')} FROM ${EXAMPLES_TABLE} ORDER BY row_number`, params)
}

function readBatch(answer: readonly Record<string, unknown>[], count: number): readonly (readonly number[])[] {
  for (const row of answer) expect(Object.values(row).every((value) => typeof value === 'boolean')).toBe(true)
  return Array.from({ length: count }, (_, at) => answer.flatMap((row, place) => (row[`f${at}`] ? [place] : [])))
}

function rowsOfMask(mask: Uint8Array): readonly number[] {
  return database.rows.flatMap((_, row) => (((mask[row >> 3] ?? 0) >> (row & 7)) & 1 ? [row] : []))
}

function maskOf(rows: readonly number[]): Uint8Array {
  const mask = new Uint8Array(Math.ceil(database.rows.length / 8))
  for (const row of rows) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
  return mask
}

function rowsByLoop(filter: Filter): readonly number[] {
  return database.rows.flatMap((row, at) => (meetsFilter(filter, row, context) ? [at] : []))
}

describe.each([
  { what: 'planes and numbers', count: rounds(300, 2800), kinds: OF_NUMBERS, depth: 4, size: 100 },
  { what: 'texts', count: rounds(40, 200), kinds: OF_TEXTS, depth: 2, size: 20 },
  { what: 'runs and selections', count: rounds(24, 120), kinds: OF_HASHES, depth: 3, size: 4 },
])('$count random filters of $what keep the same rows', ({ count, kinds, depth, size }) => {
  const filters = makeFilters(count, kinds, depth, 1003)
  let expected: readonly (readonly number[])[]
  beforeAll(() => {
    expected = filters.map(rowsByLoop)
  })

  /** Names the first filter that two ways answer differently. */
  function compare(found: readonly (readonly number[])[], start: number): void {
    expect(found.length).toBeGreaterThan(0)
    found.forEach((rows, at) => {
      const wanted = expected[start + at]
      if (rows.join() === wanted?.join()) return
      expect({ filter: filters[start + at], rows }).toEqual({ filter: filters[start + at], rows: wanted })
    })
  }

  test('which are neither none nor all for most filters', () => {
    const telling = expected.filter((rows) => rows.length > 0 && rows.length < database.rows.length)
    expect(telling.length).toBeGreaterThan(count / 3)
  })

  test('in the DuckDB of the browser', () => {
    for (let start = 0; start < count; start += size) {
      const batch = filters.slice(start, start + size)
      compare(readBatch(database.run(batchSql(batch)), batch.length), start)
    }
  }, 120_000)

  test('in native DuckDB', async () => {
    for (let start = 0; start < count; start += size) {
      const batch = filters.slice(start, start + size)
      compare(readBatch((await native.runAndReadAll(batchSql(batch))).getRowObjectsJson(), batch.length), start)
    }
  }, 120_000)

  test('in the direction index, given the rows of what it leaves to the database', () => {
    const index = createDirectionIndex()
    for (const batch of database.batches) index.append({ ...batch, rowStart: index.rows() })
    filters.forEach((filter, at) => {
      const split = splitFilter(filter)
      const masks = split.sql.map((part) => maskOf(rowsByLoop(part)))
      compare([rowsOfMask(index.rowMask(split.index, masks))], at)
      expect(index.countPoles(split.index, masks).matched).toBe(expected[at]?.length)
    })
  }, 120_000)
})

const QUESTIONS = rounds(12, 30)

test(`the questions of the app count the same rows and poles for ${QUESTIONS} random filters`, () => {
  const index = createDirectionIndex()
  for (const batch of database.batches) index.append({ ...batch, rowStart: index.rows() })
  for (const filter of makeFilters(QUESTIONS, [...OF_NUMBERS, ...OF_TEXTS, ...OF_HASHES], 3, 77)) {
    const kept = rowsByLoop(filter).map((row) => database.rows[row]?.example)
    const total = database.rows.length
    expect(rowsOfMask(maskOfBlocks(database.ask(rowMask(filter, context))))).toEqual(rowsByLoop(filter))
    expect(database.ask(rowCount(filter, context))).toEqual([{ matched: kept.length, total }])
    const hashes = [0, 128, 256].flatMap((from) => database.ask(hashesInRange(filter, from, from + 128, context)))
    expect(hashes.every(({ last }) => last === total - 1)).toBe(true)
    expect(hashes.flatMap((part) => part.hashes).sort()).toEqual(
      rowsByLoop(filter)
        .map((row) => database.rows[row]?.hash)
        .sort(),
    )
    const split = splitFilter(filter)
    const masks = split.sql.map((part) => maskOfBlocks(database.ask(rowMask(part, context))))
    const count = (holds: (row: (typeof kept)[number], dimension: number) => boolean) =>
      Uint32Array.from({ length: 90 }, (_, at) => kept.filter((row) => holds(row, at)).length)
    const past = (sign: number) =>
      count((row, at) => [...(row?.ugc ?? []), ...(row?.pairs ?? [])].some((item) => item.direction?.[at] === sign))
    expect(index.countPoles(split.index, masks)).toEqual({
      matched: kept.length,
      total,
      withDirection: kept.filter((row) => row?.direction).length,
      positive: count((row, at) => row?.direction?.[at] === 1),
      negative: count((row, at) => row?.direction?.[at] === -1),
      historyPositive: past(1),
      historyNegative: past(-1),
    })
  }
}, 120_000)

test('SQL and wordsOf cut words alike around the characters of the scripts in use', () => {
  const ranges = [
    [0x1, 0x530],
    [0x1e00, 0x2200],
    [0x3040, 0x3100],
    [0xac00, 0xac40],
    [0xff00, 0xffa0],
    [0x1f300, 0x1f340],
  ] as const
  const texts = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, at) => `a${String.fromCodePoint(from + at)}b`),
  )
  const list = bindParams(texts.map(() => '?').join(', '), texts)
  const words = `list_filter(string_split_regex(${foldedSql('post')}, '${NO_WORD}+'), lambda word: word <> '')`
  const found = database.run(`SELECT post, ${words} AS words FROM (SELECT unnest([${list}]) AS post)`)
  expect(found.length).toBe(texts.length)
  const different = found.filter(({ post, words: cut }) => String(wordsOf(String(post))) !== String(cut))
  expect(different).toEqual([])
}, 120_000)

test('a run or a selection without its rows is an error that names it', () => {
  const run = { kind: 'run', run: 'r9', from: 0, to: null } as const
  expect(() => rowCount(run)).toThrow(UnresolvedRunError)
  expect(() => rowCount(run)).toThrow('run r9')
  expect(() => rowCount({ kind: 'selection', selection: 's9' })).toThrow(UnresolvedSelectionError)
  expect(() => rowCount({ kind: 'selection', selection: 's9' })).toThrow('selection s9')
})
