import { afterAll, beforeAll, expect, test } from 'vitest'
import { FACETS } from '@/lib/core/columns'
import { packDirection } from '@/lib/core/direction'
import { createDirectionIndex } from '@/lib/core/direction-index'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { meetsFilter } from '@/lib/core/filter-oracle'
import { createRandom } from '@/lib/core/random'
import { RANDOM_QUERIES, randomExamples } from '@/lib/core/random-examples'
import { randomFilter } from '@/lib/core/random-filter'
import { SORT_KEYS } from '@/lib/core/view'
import { rounds } from '@/tests/setup/rounds'
import { createDirectionIndexClient, type DirectionIndexClient, IndexWorkerError } from './direction-index-client'
import type { IndexReply } from './direction-index-protocol'
import { serveDirectionIndex } from './direction-index-server'
import { createPoleCounter, pickBySql, type RunQuery } from './pole-counter'
import { NO_CACHE } from './prepared/byte-cache'
import { createPartReader } from './prepared/part-reader'
import { facetRanges } from './queries/facet-ranges'
import { type FixtureDatabase, openFixtureDatabase } from './queries/fixture-database'
import { histograms } from './queries/histograms'
import { nullShares } from './queries/null-shares'
import { page } from './queries/page'

const QUESTIONS = rounds(25, 150)
const LISTS = rounds(12, 40)

const channels: MessageChannel[] = []
const never = new AbortController().signal
const everyRow = { filter: { kind: 'all', filters: [] }, masks: [] } as const

/** The worker's side of the conversation on the other end of a channel. */
function openIndex(): DirectionIndexClient {
  const channel = new MessageChannel()
  channels.push(channel)
  const reply = (said: IndexReply) => channel.port2.postMessage(said)
  const take = serveDirectionIndex(
    createDirectionIndex(),
    reply,
    createPartReader(() => NO_CACHE),
  )
  channel.port2.onmessage = ({ data }) => take(data)
  return createDirectionIndexClient(() => channel.port1)
}

function fill(index: DirectionIndexClient, from: FixtureDatabase): void {
  for (const { ipc: _ipc, hashes: _hashes, ...batch } of from.batches) index.append(structuredClone(batch))
}

let database: FixtureDatabase
let asked = 0
const run: RunQuery = async (query) => {
  asked++
  return database.ask(query)
}

beforeAll(async () => {
  database = await openFixtureDatabase(randomExamples(400, createRandom(12)), 100)
}, 60_000)
afterAll(() => {
  for (const { port1 } of channels) port1.close()
})

test(`counts through the worker like a loop over the rows, for ${QUESTIONS} random filters`, async () => {
  const index = openIndex()
  fill(index, database)
  const counter = createPoleCounter(index, pickBySql(run))
  const random = createRandom(5)
  const seen = new Set<string>()
  for (let round = 0; round < QUESTIONS; round++) {
    const filter = randomFilter(random, {
      kinds: ['direction', 'direction', 'history', 'neutral', 'range', 'missing', 'text', 'shard'],
      texts: RANDOM_QUERIES,
      runs: ['r'],
      shards: 4,
      largest: 25,
      depth: 3,
    })
    const kept = database.rows.filter((row) => meetsFilter(filter, row))
    const counts = await counter.countPoles(filter, never)
    seen.add(counts.via)
    expect([counts.matched, counts.total]).toEqual([kept.length, 400])
    expect(Array.from(counts.negative)).toEqual(
      Array.from({ length: 90 }, (_, at) => kept.filter(({ example }) => example.direction?.[at] === -1).length),
    )
    const mask = await counter.rowsOf(filter, never)
    const rows = database.rows.filter((_, row) => ((mask[row >> 3] ?? 0) >> (row & 7)) & 1)
    expect(rows).toEqual(kept)
  }
  expect([...seen].sort()).toEqual(['index', 'index+sql'])
}, 60_000)

test('pairs and neighbours through the worker are those of a loop over the rows, for every kind of filter', async () => {
  const index = openIndex()
  fill(index, database)
  const counter = createPoleCounter(index, pickBySql(run))
  const filters: Filter[] = [
    EVERY_ROW,
    { kind: 'text', query: 'tea', fields: ['prompt', 'ugc'] },
    {
      kind: 'all',
      filters: [
        { kind: 'range', facet: 'prompt_length', min: 3, max: null },
        { kind: 'not', filter: { kind: 'shard', shard: 1 } },
        { kind: 'history', dimension: 'openness', pole: 'positive', quantifier: 'some' },
      ],
    },
  ]
  for (const filter of filters) {
    const kept = database.rows.flatMap((placed, row) => {
      const { direction } = placed.example
      return direction && meetsFilter(filter, placed) ? [{ row, direction }] : []
    })
    const { n, counts } = await counter.countPairs(filter, never)
    expect(n).toBe(kept.length)
    const both = kept.filter(({ direction }) => direction[2] === 1 && direction[70] === -1).length
    expect([counts[2 * 180 + 160], counts[160 * 180 + 2]]).toEqual([both, both])
    const target = database.rows.find(({ example }) => example.direction)?.example.direction ?? []
    const question = { filter, target: packDirection(target), weights: null, mode: 'nearest', limit: 2000 } as const
    const near = await counter.findNearest(question, never)
    const scores = kept.map(({ row, direction }) => ({
      row,
      score: direction.reduce<number>((sum, sign, at) => sum + sign * (target[at] ?? 0), 0),
    }))
    expect(near.considered).toBe(kept.length)
    expect(near.rows.map(({ row, score }) => ({ row, score })).sort((a, b) => a.row - b.row)).toEqual(scores)
    expect(near.rows.map(({ score }) => score)).toEqual(scores.map(({ score }) => score).sort((a, b) => b - a))
  }
})

test(`histograms, missing counts, pages and places are those of the database, for ${LISTS} random filters`, async () => {
  const index = openIndex()
  fill(index, database)
  const counter = createPoleCounter(index, pickBySql(run))
  const random = createRandom(31)
  const ranges = new Map(database.ask(facetRanges(EVERY_ROW)).map((range) => [range.facet, range]))
  for (let round = 0; round < LISTS; round++) {
    const filter = randomFilter(random, {
      kinds: ['direction', 'history', 'range', 'range', 'missing', 'text', 'shard'],
      texts: RANDOM_QUERIES,
      runs: [],
      selections: [],
      shards: 4,
      largest: 25,
      depth: 3,
    })
    const { matched, missing } = await counter.countMissing(filter, never)
    expect(database.ask(nullShares(filter))).toEqual([{ rows: matched, ...missing }])
    for (const { facet, bins, counts, min, max } of await counter.countHistograms(filter, never)) {
      expect(ranges.get(facet)).toMatchObject({ min, max })
      const counted = bins ? database.ask(histograms([{ facet, bins }], filter)) : []
      expect(Array.from(counts).flatMap((count, bin) => (count > 0 ? [{ facet, bin, count }] : []))).toEqual(counted)
    }
    const sort = { key: SORT_KEYS[round % SORT_KEYS.length] ?? 'row_number', descending: round % 2 === 0 } as const
    const found = await counter.readPage({ filter, sort, offset: 20, limit: 100 }, never)
    const asked = database.ask(page({ filter, sort }, 20, 100)).map(({ rowNumber }) => rowNumber)
    expect([found.matched, Array.from(found.rows)]).toEqual([matched, asked])
    const row = found.rows[1]
    if (row === undefined) continue
    expect(await counter.findPlace({ filter, sort, row }, never)).toEqual({
      matched,
      position: 21,
      previous: found.rows[0],
      next: found.rows[2] ?? null,
    })
  }
}, 60_000)

test('a long question tells how far it is and ends when it is given up', async () => {
  const index = openIndex()
  for (let copy = 0; copy < 350; copy++) fill(index, database)
  const abort = new AbortController()
  const shares: number[] = []
  const given = index.coOccurrence(everyRow, abort.signal, (done) => {
    shares.push(done)
    abort.abort(new Error('given up'))
  })
  await expect(given).rejects.toThrow('given up')
  expect(shares).toHaveLength(1)
  expect((await index.countPoles(everyRow, never)).total).toBe(140_000)
})

test('asks the database once for conditions that stay', async () => {
  const index = openIndex()
  fill(index, database)
  const counter = createPoleCounter(index, pickBySql(run))
  const text: Filter = { kind: 'text', query: 'tea', fields: ['prompt'] }
  asked = 0
  for (const dimension of ['openness', 'gender', 'interest-pets'])
    await counter.countPoles(
      { kind: 'all', filters: [text, { kind: 'direction', dimension, pole: 'positive' }] },
      never,
    )
  expect(asked).toBe(1)
  await counter.countPoles({ kind: 'direction', dimension: 'openness', pole: 'positive' }, never)
  expect(asked).toBe(1)
})

test('reports its state as rows come and go', async () => {
  const index = openIndex()
  const phases: string[] = []
  const stop = index.onState(({ phase }) => phases.push(phase))
  expect(index.state()).toEqual({ phase: 'empty' })
  fill(index, database)
  expect((await index.countPoles(everyRow, never)).total).toBe(400)
  expect(index.state()).toMatchObject({ phase: 'ready', rows: 400, kernel: 'simd' })
  index.reset()
  expect((await index.countPoles(everyRow, never)).total).toBe(0)
  expect(index.state()).toEqual({ phase: 'empty' })
  stop()
  fill(index, database)
  expect((await index.countPoles(everyRow, never)).total).toBe(400)
  expect(phases).toEqual(['ready', 'ready', 'ready', 'ready', 'empty'])
})

test('a question that was given up is not answered, and the next one is', async () => {
  const index = openIndex()
  fill(index, database)
  const counter = createPoleCounter(index, pickBySql(run))
  const aborts = Array.from({ length: 5 }, () => new AbortController())
  const answers = aborts.map(({ signal }) => counter.countPoles(EVERY_ROW, signal))
  for (const abort of aborts.slice(0, 4)) abort.abort(new Error('given up'))
  const settled = await Promise.allSettled(answers)
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'fulfilled'])
})

test('a question the worker cannot answer names why, and the worker lives on', async () => {
  const index = openIndex()
  fill(index, database)
  await expect(index.countPoles({ filter: { kind: 'mask', mask: 0 }, masks: [] }, never)).rejects.toThrow('mask 0')
  expect((await index.countPoles({ filter: { kind: 'all', filters: [] }, masks: [] }, never)).matched).toBe(400)
})

test('rows the index cannot take, or a lost worker, end it and reject everything', async () => {
  const index = openIndex()
  index.append({
    rows: 1,
    planes: new BigUint64Array(3),
    historyPlanes: new BigUint64Array(4),
    historyEveryPlanes: new BigUint64Array(4),
    hasDirection: new Uint8Array(1),
    texts: new Uint8Array(1),
    facets: new Int32Array(FACETS.length),
    shard: 0,
  })
  await index.countPoles(everyRow, never).catch(() => undefined)
  expect(index.state().phase).toBe('failed')
  await expect(index.countPoles(everyRow, never)).rejects.toThrow('1 rows need 4 each')

  const other = openIndex()
  fill(other, database)
  const open = other.countPoles(everyRow, never)
  other.fail('out of memory')
  await expect(open).rejects.toThrow(IndexWorkerError)
  await expect(open).rejects.toThrow('out of memory')
  fill(other, database)
  expect(other.state().phase).toBe('failed')
})
