import { expect, test } from 'vitest'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { HEALTH_CHECKS } from '@/lib/core/health/health-check'
import { HealthExaminer } from '@/lib/core/health/health-examiner'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { examplesAfter } from './examples-after'
import { type FixtureDatabase, openFixtureDatabase } from './fixture-database'
import { rowCount } from './row-count'

/** All rows under a filter, `limit` at a time. */
function readAll(database: FixtureDatabase, filter: Filter, limit: number) {
  const rows = []
  for (let after = -1; ; ) {
    const read = database.ask(examplesAfter(filter, { after, limit }))
    rows.push(...read)
    if (read.length < limit) return rows
    after = read.at(-1)?.rowNumber ?? after
  }
}

test('reads every row once, in load order, with or without a filter', async () => {
  const database = await openFixtureDatabase(randomExamples(150, createRandom(8)), 40)
  expect(readAll(database, EVERY_ROW, 7).map(({ hash }) => hash)).toEqual(database.rows.map(({ hash }) => hash))
  const longer: Filter = { kind: 'range', facet: 'length_difference', min: 1, max: null }
  expect(readAll(database, longer, 10).map(({ rowNumber }) => rowNumber)).toEqual(
    database.rows.flatMap(({ example }, row) => (example.chosen.length > example.rejected.length ? [row] : [])),
  )
})

test('a check with a filter finds the rows that the filter keeps', async () => {
  const database = await openFixtureDatabase(randomExamples(300, createRandom(9)), 100)
  const examiner = new HealthExaminer(1000)
  for (const { hash, example } of readAll(database, EVERY_ROW, 100)) examiner.add(hash, example)
  const { outcomes } = examiner.report()
  for (const { key, filter } of HEALTH_CHECKS) {
    if (filter === null) continue
    const [count] = database.ask(rowCount(filter))
    expect([key, outcomes.find((outcome) => outcome.key === key)?.found]).toEqual([key, count?.matched])
  }
})
