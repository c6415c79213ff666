import { expect, test } from 'vitest'
import { normalTail } from './normal-tail'

// C's erfc, as Python's math module gives it.
test.each([
  [0, 1],
  [0.1, 0.8875370839817152],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [1.5, 0.033894853524689274],
  [2, 0.004677734981047265],
  [2.5, 0.0004069520174449589],
  [5, 1.5374597944280351e-12],
  [8, 1.1224297172982928e-29],
  [26, 5.663192408856143e-296],
])('erfc(%d) is %d', (x, expected) => {
  const found = normalTail(-x * Math.SQRT2)
  expect(Math.abs(found / expected - 1)).toBeLessThan(1e-12)
})

test('ends in 0 and refuses NaN', () => {
  expect(normalTail(60)).toBe(0)
  expect(() => normalTail(Number.NaN)).toThrow(RangeError)
})
