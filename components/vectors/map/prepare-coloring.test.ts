import { describe, expect, test } from 'vitest'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { createRandom } from '@/lib/core/random'
import { NO_POINT } from './map-coloring'
import { type ColorFacts, MARGIN_CLASSES, nameColor, prepareColoring } from './prepare-coloring'

/** Places for some rows; the last one has none. */
function places(rows: number): Float32Array {
  return new Float32Array(2 * rows).map((_, at) => (at >= 2 * rows - 2 ? Number.NaN : at))
}

function labelsOf(facts: ColorFacts, rows: number, mask: Uint8Array | null = null) {
  const { codes, classes } = prepareColoring(facts, places(rows), mask, false)
  return Array.from(codes, (code) => (code === NO_POINT ? null : (classes[code]?.label ?? '?')))
}

describe('prepareColoring', () => {
  test('a dimension names its poles, and a row without a place has no class', () => {
    const facts = { color: { kind: 'dimension', dimension: 'openness' }, values: [1, 0, -1, 1] } as const
    expect(labelsOf(facts, 4)).toEqual(['+ High Openness', 'Neutral', '− Low Openness', null])
  })

  test('a group is told by its net sign', () => {
    const facts = { color: { kind: 'group', group: 'interests' }, values: [7, 3, 2, 1, 0, -1, -2, -3, 0] } as const
    expect(labelsOf(facts, 9)).toEqual([
      '+3 or more',
      '+3 or more',
      '+1 to +2',
      '+1 to +2',
      '0: as many + as −',
      '−1 to −2',
      '−1 to −2',
      '−3 or less',
      null,
    ])
  })

  test('rows outside the filter are a class of their own, and all classes are counted', () => {
    const facts = { color: { kind: 'filter' } } as const
    const { classes, outside } = prepareColoring(facts, places(9), Uint8Array.of(0b101, 0), false)
    expect(outside).toBe(1)
    expect(classes.map(({ label, points }) => [label, points])).toEqual([
      ['Under the filter', 2],
      ['Outside the filter', 6],
    ])
    expect(prepareColoring(facts, places(9), null, true).classes.map(({ label, points }) => [label, points])).toEqual([
      ['Rows', 8],
    ])
  })

  test('a facet has classes of about as many rows each, whose labels say just what they hold', () => {
    const random = createRandom(3)
    const values = Array.from({ length: 5001 }, (_, row) =>
      row % 100 === 7 ? MISSING_FACET : Math.floor(random() ** 3 * 900) - 50,
    )
    const facts = { color: { kind: 'facet', facet: 'length_difference' }, values } as const
    const labels = labelsOf(facts, 5001)
    const { classes } = prepareColoring(facts, places(5001), null, false)
    for (const [row, label] of labels.slice(0, -1).entries()) {
      const value = values[row] ?? 0
      const numbers = (label ?? '').replaceAll('−', '-').replaceAll(',', '').match(/-?\d+/g)?.map(Number) ?? []
      if (value === MISSING_FACET) expect(label).toBe('No value')
      else if (label?.startsWith('≤')) expect(value).toBeLessThanOrEqual(numbers[0] ?? Number.NaN)
      else if (label?.startsWith('>')) expect(value).toBeGreaterThan(numbers[0] ?? Number.NaN)
      else {
        expect(value).toBeGreaterThanOrEqual(numbers[0] ?? Number.NaN)
        expect(value).toBeLessThanOrEqual(numbers.at(-1) ?? Number.NaN)
      }
    }
    const counts = classes.filter(({ shape }) => shape === 'disc').map(({ points }) => points)
    expect(counts.length).toBeGreaterThanOrEqual(5)
    expect(Math.max(...counts)).toBeLessThan(3 * Math.min(...counts))
  })

  test('a facet with one value in all rows, or none, still has a class', () => {
    const facet = { kind: 'facet', facet: 'pair_count' } as const
    expect(labelsOf({ color: facet, values: [4, 4, 4] }, 3)).toEqual(['Has a value', 'Has a value', null])
    expect(labelsOf({ color: facet, values: [MISSING_FACET, MISSING_FACET] }, 2)).toEqual(['No value', null])
  })

  test('margins follow the conditions they were read by; rows of none were not scored', () => {
    expect(MARGIN_CLASSES.map(({ from, to }) => [from, to])).toEqual([
      [null, -4],
      [-4, -1],
      [-1, 0],
      [0, 1],
      [1, 4],
      [4, null],
    ])
    const masks = MARGIN_CLASSES.map((_, at) => Uint8Array.of(1 << at))
    expect(labelsOf({ color: { kind: 'run', run: 'r1' }, masks }, 8)).toEqual([
      'below −4 nats',
      '−4 to −1',
      '−1 to 0',
      '0 to 1, ties included',
      '1 to 4',
      '4 nats and more',
      'Not scored',
      null,
    ])
  })
})

test('a colour has a name for people', () => {
  expect(nameColor({ kind: 'dimension', dimension: 'interest-humor' })).toBe('Humor')
  expect(nameColor({ kind: 'facet', facet: 'active_count' })).toBe('Active dimensions')
  expect(nameColor({ kind: 'run', run: 'r1' })).toBe('Margin of run r1')
})
