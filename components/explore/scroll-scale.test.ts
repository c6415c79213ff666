import { describe, expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { followScroll, heightOf, LIST_START, MOST_PIXELS, placeAt, reveal } from './scroll-scale'

const ROW = 32
const ALL = { total: 1_311_622 * ROW + 60, view: 700 }
const REACH = MOST_PIXELS - ALL.view
const END = ALL.total - ALL.view

describe('a list of 1,311,622 rows', () => {
  test('stands on an element that browsers can draw', () => {
    expect(heightOf(ALL.total)).toBe(MOST_PIXELS)
    expect(heightOf(64)).toBe(64)
  })

  test('is at its ends when the scroll bar is', () => {
    expect(followScroll(LIST_START, REACH, ALL)).toEqual({ offset: END, top: REACH })
    expect(followScroll({ offset: END, top: REACH }, 0, ALL)).toEqual({ offset: 0, top: 0 })
  })

  test('moves by what the wheel says', () => {
    const middle = followScroll(LIST_START, REACH / 2, ALL)
    expect(middle.offset).toBe(END / 2)
    expect(followScroll(middle, middle.top + 100, ALL)).toEqual({ offset: END / 2 + 100, top: middle.top + 100 })
    expect(followScroll(middle, middle.top - 3, ALL).offset).toBe(END / 2 - 3)
  })

  test('goes on where the element ends and the list does not', () => {
    let place = followScroll(LIST_START, 2000, ALL)
    expect(place.offset).toBeGreaterThan(10_000)
    const start = place.offset
    for (let step = 1; step <= 40; step++) {
      place = followScroll(place, place.top - 100, ALL)
      expect(place.offset).toBeCloseTo(Math.max(0, start - step * 100), 3)
    }
    place = placeAt(END - 3000, ALL)
    for (let step = 1; step <= 40; step++) place = followScroll(place, Math.min(REACH, place.top + 100), ALL)
    expect(place).toEqual({ offset: END, top: REACH })
  })

  test('comes to rest at the very first and the very last row however it is scrolled', () => {
    const random = createRandom(5)
    for (let round = 0; round < 200; round++) {
      let place = placeAt(random() * END, ALL)
      for (let step = 0; step < 50; step++) {
        const by = (random() - 0.5) * (random() < 0.2 ? 4_000_000 : 1000)
        place = followScroll(place, Math.min(REACH, Math.max(0, place.top + by)), ALL)
        expect(place.offset).toBeGreaterThanOrEqual(0)
        expect(place.offset).toBeLessThanOrEqual(END)
        expect(place.top > 0 || place.offset === 0).toBe(true)
        expect(place.top < REACH || place.offset === END).toBe(true)
      }
    }
  })

  test('reveals any row below the header', () => {
    const frame = { ...ALL, covered: 60 }
    const spanOf = (row: number) => ({ start: row * ROW, end: (row + 1) * ROW })
    let place = LIST_START
    for (const row of [0, 1_311_621, 1_311_620, 700_000, 700_001, 700_030, 5, 0]) {
      place = reveal(place, spanOf(row), frame)
      expect(row * ROW).toBeGreaterThanOrEqual(place.offset)
      expect((row + 1) * ROW).toBeLessThanOrEqual(place.offset + 640)
    }
    expect(reveal(place, spanOf(3), frame)).toBe(place)
    expect(reveal(place, spanOf(1_311_621), frame)).toEqual({ offset: END, top: REACH })
  })
})

test('a list that fits moves with its element', () => {
  const frame = { total: 200_000 * ROW, view: 700 }
  expect(followScroll(LIST_START, 123_456, frame)).toEqual({ offset: 123_456, top: 123_456 })
  expect(placeAt(1e9, frame)).toEqual({ offset: frame.total - 700, top: frame.total - 700 })
})
