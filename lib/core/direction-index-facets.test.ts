import { describe, expect, test } from 'vitest'
import { FACETS, OPTIONAL_COLUMNS } from './columns'
import { createDirectionIndex, type DirectionIndex } from './direction-index'
import { createKernel } from './direction-index-kernel'
import { createPlainKernel } from './direction-index-plain-kernel'
import type { PlanesBatch } from './direction-index-rows'
import { planBins } from './histogram-bins'
import type { IndexFilter } from './index-filter'
import { MISSING_FACET } from './narrow-column'
import { createRandom } from './random'
import { planesOfRows, type RandomRow, randomRows } from './random-rows'
import type { RowMask } from './row-mask'
import { finishSteps } from './steps'
import { SORT_KEYS, type Sort } from './view'

const EVERY: IndexFilter = { kind: 'all', filters: [] }
const MASKED: IndexFilter = { kind: 'mask', mask: 0 }
const SHARD_ROWS = 500

function maskOf(rows: number, holds: (row: number) => boolean): RowMask {
  const mask = new Uint8Array(Math.ceil(rows / 8))
  for (let row = 0; row < rows; row++) if (holds(row)) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
  return mask
}

function readKey(rows: readonly RandomRow[], row: number, key: Sort['key']): number | null {
  if (key === 'row_number') return row
  if (key === 'shard') return Math.floor(row / SHARD_ROWS)
  return rows[row]?.facets[FACETS.findIndex((facet) => facet.key === key)] ?? null
}

function listNaively(
  rows: readonly RandomRow[],
  isKept: (row: number) => boolean,
  { key, descending }: Sort,
): number[] {
  return rows
    .flatMap((_, row) => (isKept(row) ? [row] : []))
    .sort((first, second) => {
      const [a, b] = [readKey(rows, first, key), readKey(rows, second, key)]
      if (a === b) return first - second
      if (a === null) return 1
      if (b === null) return -1
      return descending ? b - a : a - b
    })
}

describe.each([
  ['simd', createKernel],
  ['plain', createPlainKernel],
] as const)('on the %s kernel', (_, create) => {
  const rows = randomRows(1501, createRandom(21))
  const index = createDirectionIndex(create())
  for (let start = 0; start < rows.length; start += SHARD_ROWS)
    index.append(planesOfRows(rows.slice(start, start + SHARD_ROWS), start, start / SHARD_ROWS))

  test.each([0, 0.03, 0.5, 1])('histograms and missing counts are those of the rows, a share of %d kept', (share) => {
    const random = createRandom(share * 100)
    const mask = maskOf(rows.length, () => random() < share)
    const isKept = (row: number) => ((mask[row >> 3] ?? 0) >> (row & 7)) & 1
    const kept = rows.filter((_row, at) => isKept(at))
    const histograms = finishSteps(index.histograms(MASKED, [mask]))
    expect(histograms.map(({ facet }) => facet)).toEqual(FACETS.map(({ key }) => key))
    for (const [at, { bins, counts, min, max, missing }] of histograms.entries()) {
      const all = rows.flatMap(({ facets }) => facets[at] ?? [])
      expect([min, max]).toEqual([Math.min(...all), Math.max(...all)])
      expect(bins).toEqual(planBins(min, max))
      expect(missing).toBe(kept.filter(({ facets }) => facets[at] === null).length)
      const expected = Array.from({ length: bins?.count ?? 0 }, () => 0)
      for (const { facets } of kept) {
        const value = facets[at] ?? null
        const bin = value === null || !bins ? -1 : Math.floor((value - bins.start) / bins.width)
        if (bin >= 0) expected[bin] = (expected[bin] ?? 0) + 1
      }
      expect(Array.from(counts)).toEqual(expected)
    }
    const counted = index.missing(MASKED, [mask])
    expect(counted.matched).toBe(kept.length)
    for (const { key } of OPTIONAL_COLUMNS) {
      const lacking: IndexFilter = { kind: 'all', filters: [MASKED, { kind: 'missing', column: key }] }
      expect(counted.missing[key]).toBe(index.countPoles(lacking, [mask]).matched)
    }
  })

  test('pages and places follow every order', () => {
    const random = createRandom(3)
    for (const key of SORT_KEYS)
      for (const descending of [false, true])
        for (const share of [0.2, 1]) {
          const mask = maskOf(rows.length, () => random() < share)
          const sort = { key, descending }
          const list = listNaively(rows, (row) => (((mask[row >> 3] ?? 0) >> (row & 7)) & 1) === 1, sort)
          const question = { filter: MASKED, masks: [mask], sort }
          for (const [offset, limit] of [
            [0, 50],
            [list.length - 10, 50],
            [list.length + 5, 50],
            [0, 5000],
          ] as const) {
            const { matched, rows: found } = finishSteps(index.page({ ...question, offset, limit }))
            expect([matched, Array.from(found)]).toEqual([list.length, list.slice(offset, offset + limit)])
          }
          for (const position of [0, 1, Math.floor(list.length / 2), list.length - 1])
            expect(finishSteps(index.place({ ...question, row: list[position] ?? -1 }))).toEqual({
              matched: list.length,
              position,
              previous: list[position - 1] ?? null,
              next: list[position + 1] ?? null,
            })
          const left = rows.findIndex((_row, row) => !list.includes(row))
          if (left >= 0)
            expect(finishSteps(index.place({ ...question, row: left }))).toEqual({
              matched: list.length,
              position: null,
              previous: null,
              next: null,
            })
        }
  }, 60_000)
})

function facetBatch(rowStart: number, values: readonly (number | null)[]): PlanesBatch {
  const rows = values.map(
    (value): RandomRow => ({ direction: null, history: [], texts: 0, facets: FACETS.map(() => value) }),
  )
  return planesOfRows(rows, rowStart, rowStart)
}

function sorted(index: DirectionIndex, sort: Sort): number[] {
  return Array.from(finishSteps(index.page({ filter: EVERY, masks: [], sort, offset: 0, limit: 100 })).rows)
}

test('values of the whole range of 32 bits sort, and are found by range', () => {
  const index = createDirectionIndex()
  index.append(facetBatch(0, [5, -2_147_483_647, null, 2_147_483_647, 70_000, 0, -70_000, 5, null]))
  const key = 'length_difference'
  expect(sorted(index, { key, descending: false })).toEqual([1, 6, 5, 0, 7, 4, 3, 2, 8])
  expect(sorted(index, { key, descending: true })).toEqual([3, 4, 0, 7, 5, 6, 1, 2, 8])
  const matched = (min: number | null, max: number | null) =>
    index.countPoles({ kind: 'range', facet: key, min, max }, []).matched
  expect([matched(null, null), matched(0, null), matched(null, 4.5), matched(5, 5), matched(6, 5)]).toEqual([
    7, 5, 3, 2, 0,
  ])
  expect(MISSING_FACET).toBe(-(2 ** 31))
})

test('rows that come later are in every answer, though the earlier ones were kept', () => {
  const index = createDirectionIndex()
  const sort = { key: 'ugc_count', descending: true } as const
  index.append(facetBatch(0, [1, 2, 3]))
  const count = () => index.countPoles({ kind: 'range', facet: 'ugc_count', min: 2, max: null }, []).matched
  const bars = () => finishSteps(index.histograms(EVERY, []))[0]
  expect([count(), sorted(index, sort)]).toEqual([2, [2, 1, 0]])
  expect(bars()).toMatchObject({ min: 1, max: 3, counts: new Uint32Array([1, 1, 1]) })
  index.append(facetBatch(3, [9, null, 2]))
  expect([count(), sorted(index, sort)]).toEqual([4, [3, 2, 1, 5, 0, 4]])
  expect(bars()).toMatchObject({ min: 1, max: 9, missing: 1, counts: new Uint32Array([1, 2, 1, 0, 0, 0, 0, 0, 1]) })
  index.clear()
  expect([count(), sorted(index, sort)]).toEqual([0, []])
  expect(bars()).toMatchObject({ min: null, max: null, bins: null, missing: 0, counts: new Uint32Array() })
})

test('a gap in the rows is in no list and lacks nothing', () => {
  const index = createDirectionIndex()
  index.append(facetBatch(0, [4, 2]))
  index.append(facetBatch(65_600, [3, null]))
  expect(sorted(index, { key: 'ugc_count', descending: false })).toEqual([1, 65_600, 0, 65_601])
  expect(index.missing(EVERY, [])).toMatchObject({ matched: 4, missing: { direction: 4, ugc: 1, profile: 4 } })
  expect(finishSteps(index.histograms(EVERY, []))[0]?.missing).toBe(1)
})
