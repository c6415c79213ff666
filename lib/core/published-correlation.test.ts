import { expect, test } from 'vitest'
import { DIMENSION_COUNT, findDimension } from './dimensions'
import { publishedCorrelation } from './published-correlation'

const PAIRS = Array.from({ length: DIMENSION_COUNT }, (_, left) =>
  Array.from({ length: left }, (_, right) => publishedCorrelation(left, right)),
).flat()

function between(left: string, right: string): number {
  return publishedCorrelation(findDimension(left)?.index ?? -1, findDimension(right)?.index ?? -1)
}

// What can be read off the figure by eye: its two extremes, and the ends of its colour bar.
test('has the extremes of the figure', () => {
  expect(PAIRS).toHaveLength(4005)
  expect(between('need-abasement', 'need-aggression')).toBe(0.87)
  expect(between('agreeableness', 'need-autonomy')).toBe(-0.43)
  expect(Math.max(...PAIRS)).toBe(0.87)
  expect(Math.min(...PAIRS)).toBe(-0.43)
})

test('is symmetric, and 1 with itself', () => {
  expect(between('need-autonomy', 'agreeableness')).toBe(-0.43)
  expect(publishedCorrelation(7, 7)).toBe(1)
})
