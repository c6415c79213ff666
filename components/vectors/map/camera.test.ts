import { describe, expect, test } from 'vitest'
import { MOST_ZOOM } from '@/lib/core/map-view'
import { boxInView, cornersOf, frameOf, pan, seeAll, ticksOf, toMap, toScreen, zoomAbout } from './camera'

const BOX = { left: -2, right: 6, bottom: -1, top: 1 }
const SIZE = { width: 856, height: 456 }
const all = seeAll(BOX)
const frame = frameOf(all, BOX, SIZE)

describe('a frame', () => {
  test('sees all points with some room, with one scale for both axes', () => {
    expect(frame.scale).toBe(100)
    expect(toScreen(frame, { x: -2, y: 0 })).toEqual({ x: 28, y: 228 })
    expect(toScreen(frame, { x: 6, y: 1 })).toEqual({ x: 828, y: 128 })
    const { left, right, bottom, top } = boxInView(frame)
    expect([left, right, bottom, top]).toEqual([-2.28, 6.28, -2.28, 2.28].map((end) => expect.closeTo(end, 12)))
  })

  test('goes from the map to the screen and back', () => {
    const zoomed = frameOf({ x: 0.3, y: -0.2, zoom: 17 }, BOX, SIZE)
    const place = toMap(zoomed, toScreen(zoomed, { x: 0.1, y: 0.4 }))
    expect(place.x).toBeCloseTo(0.1, 12)
    expect(place.y).toBeCloseTo(0.4, 12)
  })

  test('of points at one place is no division by zero', () => {
    const one = frameOf(
      seeAll({ left: 1, right: 1, bottom: 1, top: 1 }),
      { left: 1, right: 1, bottom: 1, top: 1 },
      SIZE,
    )
    expect(toScreen(one, { x: 1, y: 1 })).toEqual({ x: 428, y: 228 })
  })
})

describe('moving the camera', () => {
  test('dragging takes the map along', () => {
    expect(pan(all, frame, 50, -20)).toEqual({ x: 1.5, y: -0.2, zoom: 1 })
  })

  test('zooming leaves what is under the pointer where it is, up to the limits', () => {
    const pointer = { x: 100, y: 300 }
    const still = toMap(frame, pointer)
    for (const factor of [0.7, 3, 1e9]) {
      const next = zoomAbout(all, frame, pointer, factor)
      expect(next.zoom).toBe(Math.min(MOST_ZOOM, factor))
      const after = toScreen(frameOf(next, BOX, SIZE), still)
      expect(after.x).toBeCloseTo(pointer.x, 6)
      expect(after.y).toBeCloseTo(pointer.y, 6)
    }
    expect(zoomAbout({ ...all, zoom: 0.5 }, frameOf({ ...all, zoom: 0.5 }, BOX, SIZE), pointer, 0.5).zoom).toBe(0.5)
  })
})

test('a rectangle has four corners, in a turn', () => {
  expect(cornersOf(BOX)).toEqual([
    { x: -2, y: -1 },
    { x: 6, y: -1 },
    { x: 6, y: 1 },
    { x: -2, y: 1 },
  ])
})

describe('ticksOf', () => {
  test.each([
    [-2.3, 6.1, 100, [-2, -1, 0, 1, 2, 3, 4, 5, 6], 0],
    [-0.21, 0.33, 1000, [-0.2, -0.1, 0, 0.1, 0.2, 0.3], 1],
    [0.001, 0.0121, 40_000, [0.002, 0.004, 0.006, 0.008, 0.01, 0.012], 3],
    [0.4, 0.45, 10, [], 0],
  ])('%d to %d at %d pixels a unit', (from, to, scale, values, digits) => {
    const ticks = ticksOf(from, to, scale)
    expect(ticks.values.map((value) => Number(value.toFixed(9)) + 0)).toEqual(values)
    expect(ticks.digits).toBe(digits)
  })
})
