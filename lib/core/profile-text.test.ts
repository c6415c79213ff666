import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { DIMENSIONS } from './dimensions'
import { countActive, type Direction, type Sign } from './direction'
import { formatProfile, parseProfile } from './profile-text'
import { createRandom } from './random'

const STUDENT_PHD = 'alignx/benchmark/P-Soups/student_phd.json'

function fill(sign: (index: number) => Sign): Direction {
  return Array.from({ length: 90 }, (_, index) => sign(index))
}

describe('formatProfile', () => {
  test('writes labels in dimension order and leaves out neutral', () => {
    expect(formatProfile(fill((index) => (index === 57 ? 1 : index === 0 ? -1 : 0)))).toBe('Older, Likes law')
    expect(formatProfile(fill(() => 0))).toBe('')
  })
})

describe('parseProfile', () => {
  test.each(
    DIMENSIONS.flatMap(
      (dimension) =>
        [
          [dimension.positive, dimension.index, 1],
          [dimension.negative, dimension.index, -1],
        ] as const,
    ),
  )('reads the label %s', (label, index, sign) => {
    const { direction, leftover } = parseProfile(label)
    expect(leftover).toEqual([])
    expect(direction[index]).toBe(sign)
    expect(countActive(direction)).toBe(1)
  })

  test('undoes formatProfile for all dimensions at once and for random directions', () => {
    const random = createRandom(11)
    const directions = [fill(() => 1), fill(() => -1), fill(() => 0)]
    for (let draw = 0; draw < 200; draw++)
      directions.push(fill(() => ([-1, 0, 1] as const)[Math.floor(random() * 3)] ?? 0))
    for (const direction of directions)
      expect(parseProfile(formatProfile(direction))).toEqual({ direction, leftover: [], conflicts: [] })
  })

  test('returns what it does not know, in order, and goes on', () => {
    const parsed = parseProfile('Young, Likes lawn mowers, Female, likes law')
    expect(parsed.leftover).toEqual(['Likes lawn mowers', 'likes law'])
    expect(formatProfile(parsed.direction)).toBe('Young, Female')
  })

  test('names a dimension that is given both poles and keeps the later', () => {
    expect(parseProfile('Young, Older')).toEqual({
      direction: fill((index) => (index === 0 ? -1 : 0)),
      leftover: [],
      conflicts: [0],
    })
  })

  test.each([', ', 'Young, ', ', , x', 'Likes '])('ends on the odd text %j', (text) => {
    expect(parseProfile(text).direction).toHaveLength(90)
  })

  test.skipIf(!hasShared(STUDENT_PHD))(
    'reads all 600 profiles of student_phd.json back to the letter (../shared)',
    () => {
      const rows = z.array(z.object({ profile: z.string() })).parse(readShared(STUDENT_PHD))
      expect(rows).toHaveLength(600)
      for (const { profile } of rows) {
        const parsed = parseProfile(profile)
        expect(parsed.leftover).toEqual([])
        expect(formatProfile(parsed.direction)).toBe(profile)
      }
    },
  )
})
