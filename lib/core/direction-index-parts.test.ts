import { expect, test } from 'vitest'
import { rounds } from '@/tests/setup/rounds'
import { FACETS } from './columns'
import type { Direction } from './direction'
import { createDirectionIndex, type DirectionIndex } from './direction-index'
import { BITMAP_BYTES, SEGMENT_ROWS } from './direction-index-layout'
import { type FacetSegments, HISTORY_BITMAPS, IndexPartMissingError, OWN_BITMAPS } from './direction-index-parts'
import { IndexBatchError } from './direction-index-rows'
import { type IndexFilter, splitFilter } from './index-filter'
import { createRandom } from './random'
import { randomFilter } from './random-filter'
import { planesOfRows, type RandomRow, randomRows } from './random-rows'
import { finishSteps } from './steps'

const ROUNDS = rounds(10, 60)
const COUNT = SEGMENT_ROWS + 1500
const SHARD_STARTS = [0, 40_000, 40_100]
const EVERY: IndexFilter = { kind: 'all', filters: [] }
const pattern = randomRows(500, createRandom(77))
const rowAt = (row: number): RandomRow =>
  pattern[row % pattern.length] ?? { direction: null, history: [], texts: 0, facets: [] }

/** Segments of bitmaps as a prepared dataset has them; `holds` lists the bitmaps of a row. */
function segmentsOf(
  bitmaps: number,
  count: number,
  listBitmaps: (row: RandomRow) => readonly number[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(count / SEGMENT_ROWS) * bitmaps * BITMAP_BYTES)
  const lists = pattern.map(listBitmaps)
  for (let row = 0; row < count; row++) {
    const segment = Math.floor(row / SEGMENT_ROWS)
    const byte = (row % SEGMENT_ROWS) >>> 3
    for (const bitmap of lists[row % pattern.length] ?? []) {
      const at = (segment * bitmaps + bitmap) * BITMAP_BYTES + byte
      bytes[at] = (bytes[at] ?? 0) | (1 << (row & 7))
    }
  }
  return bytes
}

function polesOf(holds: (dimension: number, sign: 1 | -1) => boolean): number[] {
  return Array.from({ length: 180 }, (_, pole) => pole).filter((pole) => holds(pole % 90, pole < 90 ? 1 : -1))
}

function ownBitmaps({ direction, texts }: RandomRow): number[] {
  const flags = [0, 1, 2].filter((bit) => (texts >> bit) & 1).map((bit) => 181 + bit)
  return [...polesOf((dimension, sign) => direction?.[dimension] === sign), ...(direction ? [180] : []), ...flags]
}

function historyBitmaps({ history }: RandomRow): number[] {
  const holds = (item: Direction, dimension: number, sign: number) => item[dimension] === sign
  const some = polesOf((dimension, sign) => history.some((item) => holds(item, dimension, sign)))
  const every = polesOf((at, sign) => history.length > 0 && history.every((item) => holds(item, at, sign)))
  return [...some, ...every.map((pole) => pole + 180)]
}

/** Small facets as bytes, the others wide, as `facets.bin` has them. */
function facetsOf(rowStart: number, rows: number): FacetSegments {
  const columns = FACETS.map(({ key }, at) => {
    const [missing, type] =
      key === 'length_difference' ? ([-32_768, Int16Array] as const) : ([255, Uint8Array] as const)
    const values = Array.from({ length: rows }, (_, row) => rowAt(rowStart + row).facets[at] ?? missing)
    return { facet: key, values: type.from(values), missing }
  })
  return { rowStart, rows, columns, shardStarts: SHARD_STARTS }
}

function appendAll(index: DirectionIndex): void {
  for (const [shard, start] of SHARD_STARTS.entries()) {
    const end = SHARD_STARTS[shard + 1] ?? COUNT
    for (let row = start; row < end; ) {
      const rows = Math.min(pattern.length - (row % pattern.length), end - row)
      const part = pattern.slice(row % pattern.length, (row % pattern.length) + rows)
      index.append(planesOfRows(part, row, shard))
      row += rows
    }
  }
}

test(`rows loaded as segments answer like the same rows appended, for ${ROUNDS} random filters`, () => {
  const appended = createDirectionIndex()
  appendAll(appended)
  const loaded = createDirectionIndex()
  loaded.loadOwn({ rowStart: 0, bytes: segmentsOf(OWN_BITMAPS, COUNT, ownBitmaps) }, COUNT)
  loaded.loadHistory({ rowStart: 0, bytes: segmentsOf(HISTORY_BITMAPS, COUNT, historyBitmaps) }, COUNT)
  for (const [rowStart, rows] of [
    [0, SEGMENT_ROWS],
    [SEGMENT_ROWS, COUNT - SEGMENT_ROWS],
  ] as const)
    loaded.loadFacets(facetsOf(rowStart, rows))
  expect([loaded.rows(), loaded.lacks()]).toEqual([COUNT, []])
  const random = createRandom(4)
  for (let round = 0; round < ROUNDS; round++) {
    const { index: filter } = splitFilter(
      randomFilter(random, {
        kinds: ['direction', 'neutral', 'history', 'history', 'range', 'missing', 'shard'],
        texts: [],
        runs: [],
        shards: 4,
        largest: 20,
        depth: 3,
      }),
    )
    expect(loaded.countPoles(filter, [])).toEqual(appended.countPoles(filter, []))
    expect(loaded.missing(filter, [])).toEqual(appended.missing(filter, []))
    if (round % 10 > 0) continue
    expect(finishSteps(loaded.histograms(filter, []))).toEqual(finishSteps(appended.histograms(filter, [])))
    const page = { filter, masks: [], sort: { key: 'shard', descending: true }, offset: 9, limit: 99 } as const
    expect(finishSteps(loaded.page(page))).toEqual(finishSteps(appended.page(page)))
    expect(finishSteps(loaded.coOccurrence(filter, []))).toEqual(finishSteps(appended.coOccurrence(filter, [])))
  }
}, 60_000)

test('what is not loaded yet is said, and what does not need it is answered', () => {
  const count = 3000
  const index = createDirectionIndex()
  index.loadOwn({ rowStart: 0, bytes: segmentsOf(OWN_BITMAPS, count, ownBitmaps) }, count)
  expect(index.lacks()).toEqual(['history', 'facets'])
  expect(index.countPoles({ kind: 'missing', column: 'profile' }, []).total).toBe(count)
  const history: IndexFilter = {
    kind: 'not',
    filter: { kind: 'history', dimension: 'openness', pole: 'positive', quantifier: 'some' },
  }
  const range: IndexFilter = { kind: 'any', filters: [{ kind: 'range', facet: 'ugc_count', min: 1, max: null }] }
  const list = { filter: EVERY, masks: [], offset: 0, limit: 3 }
  expect(() => index.countPoles(history, [])).toThrow(IndexPartMissingError)
  expect(() => index.rowMask(range, [])).toThrow(IndexPartMissingError)
  expect(() => index.missing(EVERY, [])).toThrow(IndexPartMissingError)
  expect(() => index.page({ ...list, sort: { key: 'shard', descending: false } })).toThrow(IndexPartMissingError)
  const byNumber = index.page({ ...list, sort: { key: 'row_number', descending: true } })
  expect(Array.from(finishSteps(byNumber).rows)).toEqual([2999, 2998, 2997])

  index.loadHistory({ rowStart: 0, bytes: segmentsOf(HISTORY_BITMAPS, count, historyBitmaps) }, count)
  expect(index.lacks()).toEqual(['facets'])
  expect(index.countPoles(history, []).matched).toBeGreaterThan(0)
  index.loadFacets(facetsOf(0, count))
  expect(index.lacks()).toEqual([])
  expect(index.countPoles(range, []).matched).toBeGreaterThan(0)
  index.clear()
  expect([index.rows(), index.lacks()]).toEqual([0, []])
})

test('bytes that are not whole segments of the rows are refused, and nothing changes', () => {
  const index = createDirectionIndex()
  const own = segmentsOf(OWN_BITMAPS, 1000, ownBitmaps)
  const wrong = (work: () => void) => {
    expect(work).toThrow(IndexBatchError)
    expect(index.rows()).toBe(0)
  }
  wrong(() => index.loadOwn({ rowStart: 0, bytes: own.subarray(1) }, 1000))
  wrong(() => index.loadOwn({ rowStart: 8, bytes: own }, 1000))
  wrong(() => index.loadOwn({ rowStart: 0, bytes: own }, 70_000))
  wrong(() => index.loadOwn({ rowStart: 0, bytes: own }, 999))
  wrong(() => index.loadOwn({ rowStart: 0, bytes: own }, 900))
  wrong(() => index.loadHistory({ rowStart: 0, bytes: new Uint8Array(HISTORY_BITMAPS * BITMAP_BYTES) }, 10))
  wrong(() => index.loadFacets(facetsOf(0, 10)))
  index.loadOwn({ rowStart: 0, bytes: own }, 1000)
  expect(() => index.loadOwn({ rowStart: 0, bytes: own }, 1000)).toThrow(IndexBatchError)
  expect(() => index.loadFacets({ ...facetsOf(0, 1000), columns: [] })).toThrow('prompt_length')
  expect(() => index.loadFacets(facetsOf(0, 500))).toThrow('not whole segments')
  expect(index.lacks()).toEqual(['history', 'facets'])
})
