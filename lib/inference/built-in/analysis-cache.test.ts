import { expect, test } from 'vitest'
import { AnalysisCache } from './analysis-cache'
import { makeUpRows } from './made-up-rows.fixture'
import { ReferenceModel } from './reference-model'
import { CLASS_COUNT } from './token-classes'

const ROWS = makeUpRows(60, 20, 1)
const MODEL = new ReferenceModel(ROWS.flatMap((row) => [row.chosen, row.rejected]))

test('gives the same classes again, apart for each post', () => {
  const cache = new AnalysisCache(MODEL)
  const first = cache.readClasses('one post', 'we think')
  expect(cache.readClasses('one post', 'we think')).toBe(first)
  expect(cache.readClasses('another post', 'we think')).not.toBe(first)
})

test('what was given out stays right until the next renewal, however little memory there is', () => {
  const cache = new AnalysisCache(MODEL, 40)
  for (let round = 0; round < 3; round++) {
    cache.renew()
    const given = ROWS.map((row) => cache.readClasses(row.prompt, row.chosen))
    given.forEach((classes, index) => {
      const row = ROWS[index]
      const fresh = MODEL.readClasses(row?.prompt ?? '', row?.chosen ?? '')
      expect(classes.classProbabilities.subarray(0, fresh.ids.length * CLASS_COUNT)).toEqual(fresh.classProbabilities)
    })
  }
})

test('forgets what was not asked for while two halves filled', () => {
  const cache = new AnalysisCache(MODEL, 10)
  const first = cache.readClasses('a post', 'we think')
  for (const row of ROWS) {
    cache.renew()
    cache.readClasses(row.prompt, row.chosen)
  }
  expect(cache.readClasses('a post', 'we think')).not.toBe(first)
})
