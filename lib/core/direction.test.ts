import { describe, expect, test } from 'vitest'
import {
  countActive,
  type Direction,
  EMPTY_PLANES,
  formatSigns,
  isDirectionProblem,
  packDirection,
  parseSigns,
  readPublishedVector,
  type Sign,
  toPublishedVector,
  unpackDirection,
} from './direction'
import { createRandom } from './random'

const NEUTRAL: Direction = Array<Sign>(90).fill(0)
const at = (index: number, sign: Sign): Direction => NEUTRAL.map((zero, place) => (place === index ? sign : zero))

function randomDirections(count: number): Direction[] {
  const random = createRandom(21)
  const signs = [-1, 0, 1] as const
  return Array.from({ length: count }, () => NEUTRAL.map(() => signs[Math.floor(random() * 3)] ?? 0))
}

describe('the forms of a direction', () => {
  test.each(randomDirections(50).map((direction) => [direction] as const))('undo each other %#', (direction) => {
    expect(parseSigns(formatSigns(direction))).toEqual(direction)
    expect(unpackDirection(packDirection(direction))).toEqual(direction)
    expect(readPublishedVector(toPublishedVector(direction))).toEqual(direction)
    expect(countActive(direction)).toBe(formatSigns(direction).replaceAll('0', '').length)
  })

  test('neutral is published as 0.5 and packed as nothing', () => {
    expect(toPublishedVector(NEUTRAL)).toEqual(Array(90).fill(0.5))
    expect(packDirection(NEUTRAL)).toEqual(EMPTY_PLANES)
    expect(countActive(NEUTRAL)).toBe(0)
  })

  test.each([
    [0, 1n, 0n],
    [63, 1n << 63n, 0n],
    [64, 0n, 1n],
    [89, 0n, 1n << 25n],
  ])('dimension %d has its own bit', (index, low, high) => {
    expect(packDirection(at(index, 1))).toEqual({ ...EMPTY_PLANES, positiveLow: low, positiveHigh: high })
    expect(packDirection(at(index, -1))).toEqual({ ...EMPTY_PLANES, negativeLow: low, negativeHigh: high })
  })
})

describe('readPublishedVector', () => {
  const published = toPublishedVector(at(3, 1))
  const withValue = (value: unknown) => published.map((number, place): unknown => (place === 5 ? value : number))

  test('reads any numeric form', () => {
    for (const values of [published, Float32Array.from(published), Float64Array.from(published)])
      expect(readPublishedVector(values)).toEqual(at(3, 1))
    expect(readPublishedVector(new BigInt64Array(90))).toEqual(Array(90).fill(-1))
    expect(readPublishedVector(new Uint8Array(90).fill(1))).toEqual(Array(90).fill(1))
    expect(readPublishedVector(withValue(-0))).toEqual(at(3, 1).map((sign, place) => (place === 5 ? -1 : sign)))
  })

  test.each([0, 1, 89, 91])('refuses %d values', (length) => {
    const problem = readPublishedVector(Array(length).fill(1))
    expect(problem).toEqual({ position: null, problem: `has ${length} values, a direction has 90` })
  })

  test.each([
    0.25,
    0.4999999,
    2,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2n,
    null,
    undefined,
    '1',
    '',
    true,
    false,
    {},
  ])('refuses the value %s and says where', (value) => {
    const problem = readPublishedVector(withValue(value))
    expect(isDirectionProblem(problem) && problem.position).toBe(5)
  })

  test('cuts a long value in its message', () => {
    const problem = readPublishedVector(withValue('x'.repeat(500)))
    expect(isDirectionProblem(problem) && problem.problem.length).toBeLessThan(90)
  })
})

test.each(['', '+', '0'.repeat(89), '0'.repeat(91), `${'0'.repeat(89)}x`, `${'0'.repeat(89)}1`, `${'0'.repeat(90)}\n`])(
  'parseSigns refuses %j',
  (text) => {
    expect(parseSigns(text)).toBeNull()
  },
)
