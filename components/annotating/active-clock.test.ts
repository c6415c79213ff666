import { expect, test } from 'vitest'
import { ActiveClock, IDLE_MS } from './active-clock'

test('time counts while there are signs of life', () => {
  const clock = new ActiveClock()
  expect(clock.read(500)).toBe(0)
  clock.touch(1000)
  clock.touch(21_000)
  clock.touch(41_000)
  expect(clock.read(46_000)).toBe(45_000)
})

test('idle time counts up to the limit and no further', () => {
  const clock = new ActiveClock()
  clock.touch(0)
  clock.touch(10_000)
  expect(clock.read(10_000 + 10 * IDLE_MS)).toBe(10_000 + IDLE_MS)
  clock.touch(10_000 + 10 * IDLE_MS)
  expect(clock.read(15_000 + 10 * IDLE_MS)).toBe(15_000 + IDLE_MS)
})

test('a hidden page does not count, and signs of life bring it back', () => {
  const clock = new ActiveClock(2000)
  clock.touch(0)
  clock.pause(3000)
  expect(clock.read(100_000)).toBe(5000)
  clock.touch(100_000)
  clock.pause(101_000)
  clock.pause(200_000)
  expect(clock.read(300_000)).toBe(6000)
})

test('a clock that goes back takes nothing away', () => {
  const clock = new ActiveClock(100)
  clock.touch(5000)
  expect(clock.read(4000)).toBe(100)
})
