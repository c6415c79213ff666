import { expect, test } from 'vitest'
import { isWithin, type Measurement, ratioToBudget, summariseRepetitions } from './measurement'

const base: Measurement = { part: 'load', what: 'x', unit: 's', value: 10, high: 16, budget: null, note: '' }

test('a budget holds of the figure it names, on its side', () => {
  expect([ratioToBudget(base), isWithin(base)]).toEqual([null, null])
  const held = (limit: number, of: 'value' | 'high', side: 'at most' | 'at least') => {
    const one: Measurement = { ...base, budget: { limit, of, side } }
    return [ratioToBudget(one), isWithin(one)]
  }
  expect(held(10, 'value', 'at most')).toEqual([1, true])
  expect(held(8, 'value', 'at most')).toEqual([1.25, false])
  expect(held(8, 'high', 'at most')).toEqual([2, false])
  expect(held(8, 'value', 'at least')).toEqual([1.25, true])
  expect(held(20, 'value', 'at least')).toEqual([0.5, false])
})

test('the high figure is the largest of a few and the 95th percentile of many', () => {
  expect(summariseRepetitions([3, 1, 2])).toEqual({ value: 2, high: 3 })
  expect(summariseRepetitions(Array.from({ length: 100 }, (_, at) => 100 - at))).toEqual({ value: 51, high: 95 })
  expect(() => summariseRepetitions([])).toThrow(RangeError)
})
