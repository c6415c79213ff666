import { expect, test } from 'vitest'
import { directionOf } from './health/test-examples'
import { inferDirection, keepsExtremes, leaveOneOut, PUBLISHED_PERCENT } from './profile-rule'

const OPEN = directionOf({ 4: 1 })
const CLOSED = directionOf({ 4: -1, 39: 1 })
const NEUTRAL = directionOf({})
const published = { kind: 'published', percent: PUBLISHED_PERCENT } as const
const exact = { kind: 'exact', percent: PUBLISHED_PERCENT } as const

test('without a direction nothing is inferred', () => {
  expect(inferDirection([], published)).toBeNull()
  expect(inferDirection([], exact)).toBeNull()
})

test('the published threshold keeps its float32 fault, which the exact rule lacks', () => {
  const history = [directionOf({ 4: 1, 5: -1 }), directionOf({ 6: 1, 5: 0 }), directionOf({ 6: 1 }), NEUTRAL, NEUTRAL]
  expect(inferDirection(history, published)).toEqual(directionOf({ 4: 1, 6: 1 }))
  expect(inferDirection(history, exact)).toEqual(directionOf({ 4: 1, 5: -1, 6: 1 }))
})

test('a higher threshold asks for more votes, a threshold of 51 % for any net vote of eight', () => {
  const history = [OPEN, OPEN, directionOf({ 6: 1 }), NEUTRAL]
  expect(inferDirection(history, { kind: 'exact', percent: 75 })).toEqual(directionOf({ 4: 1 }))
  expect(inferDirection(history, { kind: 'exact', percent: 76 })).toEqual(directionOf({ 4: 1 }))
  const eight = [OPEN, directionOf({ 4: 1, 6: 1 }), ...Array.from({ length: 6 }, () => NEUTRAL)]
  expect(inferDirection(eight, published)).toEqual(directionOf({ 4: 1 }))
  expect(inferDirection(eight, { kind: 'published', percent: 51 })).toEqual(directionOf({ 4: 1, 6: 1 }))
})

test('a threshold that would count neutral, or is no whole percentage, is refused', () => {
  for (const percent of [50, 101, 60.5])
    expect(() => inferDirection([OPEN], { kind: 'exact', percent })).toThrow(RangeError)
})

test('a history that reaches no threshold is told', () => {
  const weak = [OPEN, ...Array.from({ length: 7 }, () => NEUTRAL)]
  for (const rule of [published, exact]) {
    expect(keepsExtremes(weak, rule)).toBe(true)
    expect(keepsExtremes([NEUTRAL], rule)).toBe(true)
    expect(keepsExtremes([OPEN], rule)).toBe(false)
    expect(keepsExtremes([], rule)).toBe(false)
  }
})

test('a pole that hangs on one item does not survive without it', () => {
  const stability = leaveOneOut([OPEN, OPEN, CLOSED], exact)
  expect(stability?.[4]).toEqual({ survived: 1, of: 3 })
  expect(stability?.[39]).toEqual({ survived: 2, of: 3 })
  expect(stability?.[0]).toBeNull()
})

test('one item alone has no stability', () => {
  expect(leaveOneOut([OPEN], exact)).toBeNull()
  expect(leaveOneOut([], exact)).toBeNull()
})
