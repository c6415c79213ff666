import { describe, expect, test } from 'vitest'
import { buildPointGrid, findInside, findNearestPoint, isInPolygon, type Point } from './point-grid'
import { createRandom } from './random'
import { finishSteps } from './steps'

/** Points in two clumps, every seventh one missing. */
function scatter(many: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length: many }, (_, point) => point).reduce(
    (positions, point) => {
      const middle = random() < 0.3 ? 5 : 0
      const place = () => middle + (random() + random() + random() - 1.5) * 2
      positions[2 * point] = point % 7 === 6 ? Number.NaN : place()
      positions[2 * point + 1] = point % 7 === 6 ? Number.NaN : place()
      return positions
    },
    new Float32Array(2 * many),
  )
}

function placeOf(positions: Float32Array, point: number): Point {
  return { x: positions[2 * point] ?? 0, y: positions[2 * point + 1] ?? 0 }
}

describe('isInPolygon', () => {
  const square: Point[] = [
    { x: 0, y: 0 },
    { x: 2, y: 0 },
    { x: 2, y: 2 },
    { x: 0, y: 2 },
  ]
  // A shape with a dent from the right, and a bow tie, whose two halves wind in opposite ways.
  const dented: Point[] = [...square.slice(0, 2), { x: 1, y: 1 }, ...square.slice(2)]
  const bow: Point[] = [
    { x: 0, y: 0 },
    { x: 2, y: 2 },
    { x: 2, y: 0 },
    { x: 0, y: 2 },
  ]
  test.each([
    ['the middle of a square', square, 1.2, 1, true],
    ['beside it', square, 2.1, 1, false],
    ['below it', square, 1, -0.1, false],
    ['its left edge', square, 0, 1, true],
    ['its right edge', square, 2, 1, false],
    ['its bottom', square, 1, 0, true],
    ['its top', square, 1, 2, false],
    ['in the dent', dented, 1.5, 1, false],
    ['left of the dent', dented, 0.5, 1, true],
    ['the right half of a bow tie', bow, 1.8, 1, true],
    ['above its middle', bow, 1, 1.8, false],
  ])('%s', (_, polygon, x, y, expected) => {
    expect(isInPolygon(polygon, { x, y })).toBe(expected)
  })

  test('a polygon of no area has no place inside', () => {
    expect(isInPolygon([], { x: 0, y: 0 })).toBe(false)
    expect(isInPolygon(square.slice(0, 2), { x: 1, y: 0 })).toBe(false)
  })
})

describe('a point grid', () => {
  const positions = scatter(5000, 3)
  const grid = finishSteps(buildPointGrid(positions))
  const there = Array.from({ length: 5000 }, (_, point) => point).filter((point) => point % 7 !== 6)

  test('holds every point that is there once, within its box', () => {
    expect([...grid.members].sort((a, b) => a - b)).toEqual(there)
    const xs = there.map((point) => placeOf(positions, point).x)
    expect(grid.box).toMatchObject({ left: Math.min(...xs), right: Math.max(...xs) })
  })

  test('finds what a loop over all points finds inside 200 random polygons', () => {
    const random = createRandom(5)
    for (let round = 0; round < 200; round++) {
      const reach = 10 ** (random() * 3 - 1)
      const polygon = Array.from({ length: 3 + Math.floor(random() * 30) }, () => ({
        x: (random() - 0.4) * reach,
        y: (random() - 0.4) * reach,
      }))
      const expected = there.filter((point) => isInPolygon(polygon, placeOf(positions, point)))
      expect([...findInside(grid, positions, polygon)].sort((a, b) => a - b)).toEqual(expected)
    }
  })

  test('finds the point nearest to 500 random places, or none within reach', () => {
    const random = createRandom(6)
    for (let round = 0; round < 500; round++) {
      const place = { x: random() * 14 - 4, y: random() * 14 - 4 }
      const reach = random()
      const distances = there.map((point) => {
        const { x, y } = placeOf(positions, point)
        return (x - place.x) ** 2 + (y - place.y) ** 2
      })
      const least = Math.min(...distances)
      const expected = least <= reach ** 2 ? (there[distances.indexOf(least)] ?? null) : null
      expect(findNearestPoint(grid, positions, place, reach)).toBe(expected)
    }
  })

  test('works without points, and with all of them at one place', () => {
    const none = new Float32Array(4).fill(Number.NaN)
    const empty = finishSteps(buildPointGrid(none))
    expect(empty.box).toBeNull()
    expect(findNearestPoint(empty, none, { x: 0, y: 0 }, 1)).toBeNull()
    expect(findInside(empty, none, [])).toHaveLength(0)
    const same = Float32Array.of(1, 1, 1, 1, 1, 1)
    const pile = finishSteps(buildPointGrid(same))
    expect(findNearestPoint(pile, same, { x: 1.5, y: 1 }, 1)).toBe(0)
    const around = [
      { x: 0, y: 0 },
      { x: 3, y: 0 },
      { x: 0, y: 3 },
    ]
    expect([...findInside(pile, same, around)]).toEqual([0, 1, 2])
  })
})
