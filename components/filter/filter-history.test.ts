import { expect, test } from 'vitest'
import { allOf, type Filter } from '@/lib/core/filter'
import { type FilterHistory, followFilter, MOST_STEPS, startHistory } from './filter-history'

const of = (...shards: readonly number[]): Filter => allOf(shards.map((shard) => ({ kind: 'shard', shard })))
const walk = (start: Filter, ...steps: readonly Filter[]) => steps.reduce(followFilter, startHistory(start))
const read = ({ past, present, future }: FilterHistory) => ({ past, present, future })

test('each other filter is a step', () => {
  expect(read(walk(of(), of(1), of(1), of(1, 2)))).toEqual({ past: [of(), of(1)], present: of(1, 2), future: [] })
})

test('the one before is a step back, the one after a step forth', () => {
  const back = walk(of(), of(1), of(2), of(1))
  expect(read(back)).toEqual({ past: [of()], present: of(1), future: [of(2)] })
  expect(read(followFilter(back, of()))).toEqual({ past: [], present: of(), future: [of(2), of(1)] })
  expect(read(followFilter(back, of(2)))).toEqual({ past: [of(), of(1)], present: of(2), future: [] })
})

test('a new step leaves nothing to redo', () => {
  expect(read(walk(of(), of(1), of(2), of(1), of(3)))).toEqual({ past: [of(), of(1)], present: of(3), future: [] })
})

test('the same history object stays for the same filter, written either way', () => {
  const one: Filter = { kind: 'shard', shard: 1 }
  const history = walk(of(), one)
  expect(followFilter(history, of(1))).toBe(history)
})

test('the oldest steps go', () => {
  const steps = Array.from({ length: MOST_STEPS + 5 }, (_, at) => of(at + 1))
  expect(walk(of(), ...steps).past).toHaveLength(MOST_STEPS)
})
