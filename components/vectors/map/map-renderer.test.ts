import { expect, test } from 'vitest'
import { forEachSpread, pointAlpha, pointSize, readRgb } from './map-renderer'

test.each([1, 2, 3, 7, 1000, 4096])('the spread order of %d rows has each of them once', (rows) => {
  const order: number[] = []
  forEachSpread(rows, (row, place) => {
    expect(place).toBe(order.length)
    order.push(row)
  })
  expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row))
})

test('a tenth of the order takes about a tenth of each tenth of the rows', () => {
  const counts = new Array<number>(10).fill(0)
  forEachSpread(10_000, (row, place) => {
    if (place < 1000) counts[Math.floor(row / 1000)] = (counts[Math.floor(row / 1000)] ?? 0) + 1
  })
  for (const count of counts) expect(Math.abs(count - 100)).toBeLessThanOrEqual(3)
})

test('points are larger when there are few or the camera is near, and fainter when they overlap', () => {
  const frame = { x: 0, y: 0, scale: 1, width: 1000, height: 600 }
  expect(pointSize(1_300_000, 1)).toBe(1)
  expect(pointSize(4000, 1)).toBeGreaterThan(3)
  expect(pointSize(4000, 1e6)).toBe(16)
  expect(pointAlpha(1_300_000, 1, frame, 1)).toBeLessThan(pointAlpha(4000, 3, frame, 1))
  expect(pointAlpha(1e9, 4, frame, 1)).toBe(0.12)
})

test('a colour is read as its channels', () => {
  expect(readRgb('rgb(10,66,130)')).toEqual([10, 66, 130])
})
