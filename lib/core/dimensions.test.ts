import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { DIMENSION_COUNT, DIMENSIONS, dimensionAt, dimensionsOf, findDimension, GROUPS } from './dimensions'
import { dimensionKeySchema } from './filter-schema'

const PUBLISHED = 'alignx/dimensions.json'
const unique = (values: readonly unknown[]) => new Set(values).size

describe('DIMENSIONS', () => {
  test('are 90 in index order, with keys, labels and poles of their own', () => {
    expect(DIMENSIONS.map((dimension) => dimension.index)).toEqual(Array.from({ length: DIMENSION_COUNT }, (_, i) => i))
    expect(unique(DIMENSIONS.map((dimension) => dimension.key))).toBe(DIMENSION_COUNT)
    expect(unique(DIMENSIONS.map((dimension) => dimension.label))).toBe(DIMENSION_COUNT)
    expect(unique(DIMENSIONS.flatMap(({ positive, negative }) => [positive, negative]))).toBe(2 * DIMENSION_COUNT)
    for (const { key } of DIMENSIONS) expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  // 7 + 21 + 12 + 7 + 43: the taxonomy figure.
  test.each([
    ['demographics-traits', 7],
    ['psychological-needs', 21],
    ['work-life', 12],
    ['content-quality', 7],
    ['interests', 43],
  ] as const)('the group %s has %d', (group, count) => {
    expect(dimensionsOf(group)).toHaveLength(count)
    const order = dimensionsOf(group).map((dimension) => dimension.figureOrder)
    expect(unique(order)).toBe(count)
    expect(Math.max(...order) - Math.min(...order)).toBe(count - 1)
  })

  test('the poles that surprise carry a note', () => {
    const noted = DIMENSIONS.filter((dimension) => dimension.polarityNote !== null).map((dimension) => dimension.index)
    expect(noted).toEqual([0, 1, 10, 14, 15, 16])
    expect(dimensionAt(14).positive).toMatch(/superficial/)
  })

  test.skipIf(!hasShared(PUBLISHED))('equal the published table (../shared)', () => {
    const text = z.string()
    const schema = z.object({
      index: z.int(),
      key: text,
      groupKey: text,
      positive: text,
      negative: text,
      name: text,
      theory: text,
      figureOrder: z.int(),
    })
    const shared = readShared(PUBLISHED)
    const table = z
      .array(schema)
      .parse(Array.isArray(shared) ? shared : z.object({ dimensions: z.unknown() }).parse(shared).dimensions)
    const ours = DIMENSIONS.map(({ index, key, group, positive, negative, name, theory, figureOrder }) => ({
      index,
      key,
      groupKey: group,
      positive,
      negative,
      name,
      theory,
      figureOrder,
    }))
    expect(ours).toEqual(table)
  })
})

describe('looking up', () => {
  test('finds by key and by index', () => {
    expect(findDimension('interest-law')?.index).toBe(57)
    expect(findDimension('constructor')).toBeNull()
    expect(dimensionAt(89).key).toBe('interest-fashion')
    expect(dimensionKeySchema.safeParse('sleep').success).toBe(true)
    expect(dimensionKeySchema.safeParse('Sleep').success).toBe(false)
  })

  test.each([-1, 90, 1.5, Number.NaN])('refuses the index %d', (index) => {
    expect(() => dimensionAt(index)).toThrow(RangeError)
  })

  test('every dimension is in one of the five groups', () => {
    expect(GROUPS.flatMap(({ key }) => dimensionsOf(key)).length).toBe(DIMENSION_COUNT)
  })
})
