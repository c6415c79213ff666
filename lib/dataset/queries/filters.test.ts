import { beforeAll, expect, test } from 'vitest'
import { createDirectionIndex } from '@/lib/core/direction-index'
import { meetsFilter } from '@/lib/core/filter-oracle'
import { UnresolvedRunError } from '@/lib/core/filter-sql'
import type { RunTerm } from '@/lib/core/filter-terms'
import { splitFilter } from '@/lib/core/index-filter'
import { createRandom } from '@/lib/core/random'
import { RANDOM_QUERIES, randomExamples } from '@/lib/core/random-examples'
import { randomFilter } from '@/lib/core/random-filter'
import { type FixtureDatabase, openFixtureDatabase } from './fixture-database'
import { rowCount } from './row-count'
import { maskOfBlocks, rowMask } from './row-mask'

let database: FixtureDatabase
beforeAll(async () => {
  database = await openFixtureDatabase(randomExamples(700, createRandom(41)), 150)
}, 60_000)

function rowsOfRun(term: RunTerm): readonly string[] {
  const keep = term.from ?? 0
  return database.rows.filter((_, row) => row % 7 < Math.abs(keep) % 7).map(({ hash }) => hash)
}

function maskOf(kept: readonly boolean[]): Uint8Array {
  const mask = new Uint8Array(Math.ceil(kept.length / 8))
  kept.forEach((isKept, row) => {
    if (isKept) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
  })
  return mask
}

function pad(mask: Uint8Array, length: number): Uint8Array {
  const padded = new Uint8Array(length)
  padded.set(mask.subarray(0, length))
  return padded
}

test('SQL, index and a loop over the rows agree on 1,000 random filters', () => {
  const index = createDirectionIndex()
  for (const batch of database.batches) index.append({ ...batch, rowStart: index.rows() })
  const random = createRandom(1003)
  const context = { rowsOfRun }
  let matchedSome = 0
  for (let round = 0; round < 1000; round++) {
    const filter = randomFilter(random, {
      kinds: ['direction', 'direction', 'neutral', 'history', 'history', 'range', 'missing', 'text', 'shard', 'run'],
      texts: RANDOM_QUERIES,
      runs: ['a'],
      shards: 6,
      largest: 30,
      depth: 4,
    })
    const kept = database.rows.map((row) => meetsFilter(filter, row, rowsOfRun))
    const matched = kept.filter(Boolean).length
    if (matched > 0 && matched < kept.length) matchedSome++
    const expected = maskOf(kept)
    const fromSql = pad(maskOfBlocks(database.ask(rowMask(filter, context))), expected.length)
    if (Buffer.compare(fromSql, expected) !== 0) expect({ filter, rows: fromSql }).toEqual({ filter, rows: expected })

    const split = splitFilter(filter)
    const masks = split.sql.map((part) => maskOfBlocks(database.ask(rowMask(part, context))))
    const fromIndex = index.rowMask(split.index, masks)
    if (Buffer.compare(fromIndex, expected) !== 0)
      expect({ filter, rows: fromIndex }).toEqual({ filter, rows: expected })
    if (round % 10 !== 0) continue

    expect(database.ask(rowCount(filter, context))).toEqual([{ matched, total: kept.length }])
    const counts = index.countPoles(split.index, masks)
    const own = (sign: number) =>
      Uint32Array.from(
        { length: 90 },
        (_, at) => database.rows.filter(({ example }, row) => kept[row] && example.direction?.[at] === sign).length,
      )
    const past = (sign: number) =>
      Uint32Array.from(
        { length: 90 },
        (_, at) =>
          database.rows.filter(
            ({ example }, row) =>
              kept[row] && [...example.ugc, ...example.pairs].some(({ direction }) => direction?.[at] === sign),
          ).length,
      )
    expect(counts).toEqual({
      matched,
      total: kept.length,
      withDirection: database.rows.filter(({ example }, row) => kept[row] && example.direction).length,
      positive: own(1),
      negative: own(-1),
      historyPositive: past(1),
      historyNegative: past(-1),
    })
  }
  expect(matchedSome).toBeGreaterThan(500)
}, 240_000)

test('a run term without its rows is an error that names the run', () => {
  const filter = { kind: 'run', run: 'r9', from: 0, to: null } as const
  expect(() => rowCount(filter)).toThrow(UnresolvedRunError)
  expect(() => rowCount(filter)).toThrow('run r9')
})
