import { beforeAll, expect, test } from 'vitest'
import { packDirection } from '@/lib/core/direction'
import { createDirectionIndex } from '@/lib/core/direction-index'
import { splitFilter } from '@/lib/core/index-filter'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { randomFilter } from '@/lib/core/random-filter'
import { finishSteps } from '@/lib/core/steps'
import { rounds } from '@/tests/setup/rounds'
import { type FixtureDatabase, openFixtureDatabase } from './fixture-database'
import { nearestRows } from './nearest-rows'
import { poleCounts } from './pole-counts'
import { coOccurrenceOf, polePairs } from './pole-pairs'

let database: FixtureDatabase
const index = createDirectionIndex()
const random = createRandom(9)
const FILTERS = Array.from({ length: rounds(3, 12) }, () =>
  randomFilter(random, {
    kinds: ['direction', 'neutral', 'history', 'range', 'missing', 'shard'],
    texts: [],
    runs: [],
    shards: 4,
    largest: 30,
    depth: 2,
  }),
)

beforeAll(async () => {
  database = await openFixtureDatabase(randomExamples(300, createRandom(21)), 80)
  for (const batch of database.batches) index.append({ ...batch, rowStart: index.rows() })
}, 60_000)

test('SQL counts the poles that the index counts', () => {
  for (const filter of FILTERS)
    expect(database.ask(poleCounts(filter))).toEqual([index.countPoles(splitFilter(filter).index, [])])
})

test('SQL counts the pairs of poles that the index counts', () => {
  for (const filter of FILTERS.slice(0, rounds(3, 6)))
    expect(coOccurrenceOf(database.ask(polePairs(filter)))).toEqual(
      finishSteps(index.coOccurrence(splitFilter(filter).index, [])),
    )
})

test('SQL finds the rows that the index finds, weighted or not, nearest or opposite', () => {
  for (const [turn, filter] of FILTERS.entries()) {
    const target = packDirection(database.rows.find(({ example }) => example.direction)?.example.direction ?? [])
    const weights =
      turn % 2 === 0 ? null : Array.from({ length: 90 }, () => [0, 0.5, 1, 2.125][Math.floor(random() * 4)] ?? 1)
    const question = { target, weights, mode: turn % 3 === 0 ? ('opposite' as const) : ('nearest' as const), limit: 25 }
    expect(database.ask(nearestRows(question, filter))).toEqual(
      finishSteps(index.nearest({ ...question, filter: splitFilter(filter).index, masks: [] })).rows,
    )
  }
})
