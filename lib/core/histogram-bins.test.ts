import { expect, test } from 'vitest'
import { MOST_BINS, planBins, rangeOfBin } from './histogram-bins'

test.each([
  [null, null, null],
  [7, 7, { start: 7, width: 1, count: 1 }],
  [0, 16, { start: 0, width: 1, count: 17 }],
  [0, 23, { start: 0, width: 1, count: 24 }],
  [0, 24, { start: 0, width: 2, count: 13 }],
  [-1500, 1400, { start: -1600, width: 200, count: 16 }],
  [3, 100_000, { start: 0, width: 5000, count: 21 }],
] as const)('planBins(%s, %s)', (min, max, bins) => {
  expect(planBins(min, max)).toEqual(bins)
})

test('bins cover their range without gaps and are never too many', () => {
  for (let min = -300; min < 300; min += 37)
    for (let span = 0; span < 200_000; span = span * 3 + 1) {
      const bins = planBins(min, min + span)
      if (!bins) throw new Error('no bins')
      expect(bins.count).toBeLessThanOrEqual(MOST_BINS)
      expect(rangeOfBin(bins, 0).min).toBeLessThanOrEqual(min)
      expect(rangeOfBin(bins, 0).max).toBeGreaterThanOrEqual(min)
      expect(rangeOfBin(bins, bins.count - 1).min).toBeLessThanOrEqual(min + span)
      expect(rangeOfBin(bins, bins.count - 1).max).toBeGreaterThanOrEqual(min + span)
    }
})
