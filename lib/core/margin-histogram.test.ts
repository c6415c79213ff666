import { describe, expect, test } from 'vitest'
import { binMargins } from './margin-histogram'
import { createRandom } from './random'

function inBin(value: number, { from, to }: { from: number | null; to: number | null }): boolean {
  return (from === null || value >= from) && (to === null || value < to)
}

describe('binMargins', () => {
  test('has no bars for no margins', () => {
    expect(binMargins([], null)).toEqual([])
  })

  test('counts the ties of a bar, float noise included', () => {
    const bins = binMargins([-2, -1e-9, 0, 1e-7, 0.5, 2], null)
    expect(bins.reduce((sum, bin) => sum + bin.ties, 0)).toBe(3)
    expect(bins.find((bin) => bin.from === 0)?.ties).toBe(2)
  })

  test('puts equal margins into one bar that holds them', () => {
    expect(binMargins([3, 3], null)).toEqual([{ from: 3, to: 4, count: 2, ties: 0, controlCount: null }])
  })

  test.each([1e-6, 1, 37, 1e5])('has each margin in the one bar whose edges hold it, at scale %d', (scale) => {
    const random = createRandom(5)
    const margins = Array.from({ length: 3000 }, () => (random() - 0.3) * scale)
    const control = Array.from({ length: 500 }, () => (random() - 0.5) * scale * 3)
    const bins = binMargins(margins, control)
    for (const bin of bins) {
      expect(bin.count).toBe(margins.filter((value) => inBin(value, bin)).length)
      expect(bin.controlCount).toBe(control.filter((value) => inBin(value, bin)).length)
    }
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(3000)
    expect(bins.length).toBeGreaterThan(15)
    expect(bins.length).toBeLessThan(60)
  })

  test('has 0 as an edge and each bar where the one before ends', () => {
    const bins = binMargins([-3.7, -0.1, 0, 0.1, 8.2], null)
    expect(bins.some((bin) => bin.from === 0)).toBe(true)
    for (const [place, bin] of bins.slice(1).entries()) expect(bin.from).toBe(bins[place]?.to)
  })

  test('gathers outliers in open bars instead of stretching the axis', () => {
    const margins = [...Array.from({ length: 1000 }, (_, place) => (place % 100) / 10), 1e6, -1e6]
    const bins = binMargins(margins, null)
    expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([null, null])
    expect(bins.length).toBeLessThan(60)
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(1002)
  })
})
