import { expect, test } from 'vitest'
import { EMPTY_PLANES } from './direction'
import { planesOfPoles, polesOf } from './pole-lists'
import { createRandom } from './random'

test('lists come back from planes, also with a dimension in both', () => {
  const random = createRandom(3)
  const pick = () => Array.from({ length: 90 }, (_, index) => index).filter(() => random() < 0.2)
  for (let round = 0; round < 200; round++) {
    const lists = { positive: pick(), negative: pick() }
    expect(polesOf(planesOfPoles(lists))).toEqual(lists)
  }
})

test('the ends of the planes', () => {
  expect(planesOfPoles({ positive: [0, 63], negative: [64, 89] })).toEqual({
    ...EMPTY_PLANES,
    positiveLow: (1n << 63n) | 1n,
    negativeHigh: (1n << 25n) | 1n,
  })
  expect(polesOf(EMPTY_PLANES)).toEqual({ positive: [], negative: [] })
})
