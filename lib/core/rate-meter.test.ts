import { expect, test } from 'vitest'
import { createRateMeter } from './rate-meter'

test('knows no rate from one moment', () => {
  expect(createRateMeter().measure(5, 10, 1000)).toEqual({ rate: null, secondsLeft: null })
})

test('measures growth and the time left', () => {
  const meter = createRateMeter()
  meter.measure(0, 100, 0)
  expect(meter.measure(20, 100, 2000)).toEqual({ rate: 10, secondsLeft: 8 })
})

test('forgets what is older than its window', () => {
  const meter = createRateMeter(1000)
  for (const [count, atMs] of [
    [0, 0],
    [1000, 1000],
    [1010, 2000],
  ] as const)
    meter.measure(count, 2000, atMs)
  expect(meter.measure(1020, 2000, 3000).rate).toBe(10)
})

test('has no time left to tell when nothing grows', () => {
  const meter = createRateMeter()
  meter.measure(5, 10, 0)
  expect(meter.measure(5, 10, 1000)).toEqual({ rate: 0, secondsLeft: null })
})
