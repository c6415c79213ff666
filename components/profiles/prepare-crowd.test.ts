import { expect, test } from 'vitest'
import { directionOf } from '@/lib/core/health/test-examples'
import { readCrowd } from './prepare-crowd'

const counts = (held: Record<number, number>) => Array.from({ length: 90 }, (_, index) => held[index] ?? 0)

test('the crowd holds the pole of more rows, weighted by its lead', () => {
  const crowd = readCrowd({
    withDirection: 10,
    positive: counts({ 4: 6, 5: 2 }),
    negative: counts({ 4: 1, 5: 2, 6: 3 }),
  })
  expect(crowd?.direction).toEqual(directionOf({ 4: 1, 6: -1 }))
  expect([4, 5, 6].map((index) => crowd?.weights[index])).toEqual([0.5, 0, 0.3])
})

test('without directions, or with draws alone, there is no crowd', () => {
  expect(readCrowd({ withDirection: 0, positive: counts({}), negative: counts({}) })).toBeNull()
  expect(readCrowd({ withDirection: 4, positive: counts({ 1: 2 }), negative: counts({ 1: 2 }) })).toBeNull()
})
