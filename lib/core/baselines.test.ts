import { describe, expect, test } from 'vitest'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { countAccuracy } from './accuracy'
import { BASELINES, baselineMargin, learnedLengthMargin, longerMargin } from './baselines'
import { clusterBootstrap } from './intervals'
import { readExamples } from './read-example'

const STUDENT_PHD = 'alignx/benchmark/P-Soups/student_phd.json'
const LONG = { chosen: 'longer', rejected: 'long' }
const SHORT = { chosen: 'long', rejected: 'longer' }
const EVEN = { chosen: 'same', rejected: 'even' }

test('longerMargin is the difference of lengths', () => {
  expect([LONG, SHORT, EVEN].map(longerMargin)).toEqual([2, -2, 0])
})

describe('learnedLengthMargin', () => {
  test.each([
    [[SHORT, SHORT, LONG], LONG, -2],
    [[SHORT, EVEN], SHORT, 2],
    [[LONG, LONG, SHORT], LONG, 2],
    [[LONG, SHORT], LONG, 0],
    [[], LONG, 0],
  ])('%#', (pairs, row, margin) => {
    expect(learnedLengthMargin({ ...row, pairs }) + 0).toBe(margin)
  })
})

// Another program gave 55.3 % [48.6, 62.4] and 67.8 % [62.9, 72.9] for the same rules.
test.skipIf(!hasShared(STUDENT_PHD)).each([
  ['longer', 332, 0.486, 0.624],
  ['learned-length', 407, 0.629, 0.729],
] as const)('%s gets %d of the 600 rows of student_phd.json (../shared)', (key, correct, low, high) => {
  expect(BASELINES.map((baseline) => baseline.key)).toContain(key)
  const { examples } = readExamples(readShared(STUDENT_PHD), 'student_phd.json')
  const margins = examples.map(({ example }) => baselineMargin(key, example))
  expect(countAccuracy(margins)).toMatchObject({ n: 600, correct })
  const outcomes = examples.map(({ example }) => ({
    cluster: example.prompt,
    value: baselineMargin(key, example) > 0 ? 1 : 0,
  }))
  const { interval, clusters } = clusterBootstrap(outcomes, 3)
  expect(clusters).toBe(211)
  expect(Math.abs((interval?.low ?? 0) - low)).toBeLessThan(0.008)
  expect(Math.abs((interval?.high ?? 0) - high)).toBeLessThan(0.008)
})
