import { describe, expect, test } from 'vitest'
import { rounds } from '@/tests/setup/rounds'
import type { OptionalColumnKey } from './columns'
import { FACETS } from './columns'
import { DIMENSION_COUNT } from './dimensions'
import type { Direction, Sign } from './direction'
import { createDirectionIndex, type DirectionIndex } from './direction-index'
import { createKernel } from './direction-index-kernel'
import { createPlainKernel } from './direction-index-plain-kernel'
import { IndexBatchError, TEXT_FLAGS } from './direction-index-rows'
import type { Filter } from './filter'
import { dimensionOf } from './filter-terms'
import { type IndexFilter, splitFilter } from './index-filter'
import { createRandom } from './random'
import { randomFilter } from './random-filter'
import { planesOfRows, type RandomRow, randomRows } from './random-rows'
import type { RowMask } from './row-mask'

/** The filter asked of one row, straight from the words of the contract; `database` answers what is not a direction. */
function keeps(filter: Filter, row: RandomRow, shard: number, database: (filter: Filter) => boolean): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.filters.every((part) => keeps(part, row, shard, database))
    case 'any':
      return filter.filters.some((part) => keeps(part, row, shard, database))
    case 'not':
      return !keeps(filter.filter, row, shard, database)
    case 'direction':
      return row.direction?.[dimensionOf(filter).index] === (filter.pole === 'positive' ? 1 : -1)
    case 'neutral':
      return row.direction?.[dimensionOf(filter).index] === 0
    case 'history': {
      const holds = (item: Direction) => item[dimensionOf(filter).index] === (filter.pole === 'positive' ? 1 : -1)
      if (filter.quantifier === 'some') return row.history.some(holds)
      return row.history.length > 0 && row.history.every(holds)
    }
    case 'range': {
      const value = row.facets[FACETS.findIndex(({ key }) => key === filter.facet)] ?? null
      if (value === null) return false
      return (filter.min === null || value >= filter.min) && (filter.max === null || value <= filter.max)
    }
    case 'missing':
      return isMissing(row, filter.column)
    case 'shard':
      return shard === filter.shard
    default:
      return database(filter)
  }
}

function isMissing(row: RandomRow, column: OptionalColumnKey): boolean {
  switch (column) {
    case 'direction':
      return row.direction === null
    case 'ugc':
    case 'pairs': {
      const facet = column === 'ugc' ? 'ugc_count' : 'pair_count'
      return (row.facets[FACETS.findIndex(({ key }) => key === facet)] ?? 0) === 0
    }
    default:
      return (row.texts & TEXT_FLAGS[column]) === 0
  }
}

/** Any answer will do for terms of the database, so long as it depends on row and term alone. */
function answerOfDatabase(filter: Filter, row: number): boolean {
  const text = JSON.stringify(filter)
  let hash = row
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  return (hash & 4) !== 0
}

function maskOf(rows: readonly boolean[]): RowMask {
  const mask = new Uint8Array(Math.ceil(rows.length / 8))
  rows.forEach((isIn, row) => {
    if (isIn) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
  })
  return mask
}

function countNaively(rows: readonly RandomRow[]) {
  const count = (sign: Sign, directionsOf: (row: RandomRow) => readonly Direction[]) => {
    const counts = new Uint32Array(DIMENSION_COUNT)
    for (const row of rows) {
      const directions = directionsOf(row)
      for (let at = 0; at < DIMENSION_COUNT; at++)
        if (directions.some((direction) => direction[at] === sign)) counts[at] = (counts[at] ?? 0) + 1
    }
    return counts
  }
  const own = ({ direction }: RandomRow) => (direction ? [direction] : [])
  return {
    matched: rows.length,
    withDirection: rows.filter(({ direction }) => direction).length,
    positive: count(1, own),
    negative: count(-1, own),
    historyPositive: count(1, ({ history }) => history),
    historyNegative: count(-1, ({ history }) => history),
  }
}

function fill(index: DirectionIndex, rows: readonly RandomRow[], batch: number): void {
  for (let start = 0; start < rows.length; start += batch)
    index.append(planesOfRows(rows.slice(start, start + batch), start, start / batch))
}

const ROUNDS = rounds(40, 300)

describe.each([
  ['simd', createKernel],
  ['plain', createPlainKernel],
] as const)('the index on the %s kernel', (kind, create) => {
  const rows = randomRows(1501, createRandom(5))
  const index = createDirectionIndex(create())
  fill(index, rows, 400)

  test(`counts like a loop over the rows, for ${ROUNDS} random filters`, () => {
    expect([index.kernel, index.rows()]).toEqual([kind, rows.length])
    const random = createRandom(17)
    for (let round = 0; round < ROUNDS; round++) {
      const filter = randomFilter(random, {
        kinds: ['direction', 'direction', 'neutral', 'history', 'missing', 'range', 'shard', 'text', 'run'],
        texts: ['x'],
        runs: ['r'],
        shards: 3,
        largest: 10,
        depth: 5,
      })
      const isKept = rows.map((row, at) =>
        keeps(filter, row, Math.floor(at / 400), (term) => answerOfDatabase(term, at)),
      )
      const split = splitFilter(filter)
      const masks = split.sql.map((part) =>
        maskOf(rows.map((row, at) => keeps(part, row, Math.floor(at / 400), (term) => answerOfDatabase(term, at)))),
      )
      expect(index.rowMask(split.index, masks)).toEqual(maskOf(isKept))
      expect(index.countPoles(split.index, masks)).toEqual({
        ...countNaively(rows.filter((_, at) => isKept[at])),
        total: rows.length,
      })
    }
  }, 60_000)

  test('starts empty, clears, and fills again', () => {
    const small = createDirectionIndex(create())
    const every: IndexFilter = { kind: 'all', filters: [] }
    expect(small.countPoles(every, []).matched).toBe(0)
    expect(small.rowMask(every, [])).toHaveLength(0)
    fill(small, rows, 1000)
    small.clear()
    expect(small.countPoles(every, [])).toMatchObject({ matched: 0, total: 0, withDirection: 0 })
    fill(small, rows.slice(0, 9), 9)
    expect(small.countPoles(every, [])).toEqual({ ...countNaively(rows.slice(0, 9)), total: 9 })
  })

  test('a gap in the rows belongs to no filter, not even a negated one', () => {
    const gapped = createDirectionIndex(create())
    gapped.append(planesOfRows(rows.slice(0, 10), 0))
    gapped.append(planesOfRows(rows.slice(10, 20), 70_000))
    expect(gapped.rows()).toBe(70_010)
    expect(gapped.countPoles({ kind: 'not', filter: { kind: 'any', filters: [] } }, []).matched).toBe(20)
    expect(gapped.countPoles({ kind: 'missing', column: 'ugc' }, []).matched).toBeLessThanOrEqual(20)
    const everyBit = new Uint8Array(Math.ceil(70_010 / 8)).fill(255)
    expect(gapped.countPoles({ kind: 'mask', mask: 0 }, [everyBit])).toEqual({
      ...countNaively(rows.slice(0, 20)),
      total: 70_010,
    })
  })

  test('a short mask leaves the later rows out', () => {
    expect(index.countPoles({ kind: 'mask', mask: 0 }, [new Uint8Array([255])]).matched).toBe(8)
  })
})

test('the segments of 150,000 rows count like the rows', () => {
  const rows = randomRows(3000, createRandom(3))
  const index = createDirectionIndex()
  const batch = planesOfRows(rows, 0)
  for (let copy = 0; copy < 50; copy++) index.append({ ...batch, rowStart: copy * rows.length })
  const once = countNaively(
    rows.filter((row) => keeps({ kind: 'direction', dimension: 'openness', pole: 'positive' }, row, 0, () => false)),
  )
  const counted = index.countPoles({ kind: 'direction', dimension: 'openness', pole: 'positive' }, [])
  expect(counted.matched).toBe(once.matched * 50)
  expect(counted.historyNegative).toEqual(once.historyNegative.map((count) => count * 50))
})

describe('append refuses and changes nothing', () => {
  const rows = randomRows(10, createRandom(1))
  test.each([
    ['rows that are there already', { ...planesOfRows(rows, 5) }],
    ['a fraction of a row', { ...planesOfRows(rows, 10.5) }],
    ['lists of unequal length', { ...planesOfRows(rows, 10), planes: new BigUint64Array(39) }],
    ['a bit past dimension 89', { ...planesOfRows(rows, 10), historyPlanes: new BigUint64Array(40).fill(1n << 26n) }],
  ])('%s', (_, batch) => {
    const index = createDirectionIndex()
    index.append(planesOfRows(rows, 0))
    expect(() => index.append(batch)).toThrow(IndexBatchError)
    expect(index.countPoles({ kind: 'all', filters: [] }, [])).toEqual({ ...countNaively(rows), total: 10 })
  })
})

test('splitFilter hands the database as few and as large parts as it can', () => {
  const open: Filter = { kind: 'direction', dimension: 'openness', pole: 'positive' }
  const long: Filter = { kind: 'text', query: 'long', fields: ['prompt'] }
  const first: Filter = { kind: 'run', run: 'first', from: null, to: 0 }
  expect(splitFilter({ kind: 'all', filters: [long, open, { kind: 'not', filter: first }] })).toEqual({
    index: { kind: 'all', filters: [open, { kind: 'mask', mask: 0 }] },
    sql: [{ kind: 'all', filters: [long, { kind: 'not', filter: first }] }],
  })
  expect(splitFilter({ kind: 'any', filters: [{ kind: 'all', filters: [open, long] }, first] })).toEqual({
    index: {
      kind: 'any',
      filters: [
        { kind: 'all', filters: [open, { kind: 'mask', mask: 0 }] },
        { kind: 'mask', mask: 1 },
      ],
    },
    sql: [long, first],
  })
  const known: Filter = {
    kind: 'all',
    filters: [open, { kind: 'missing', column: 'profile' }, { kind: 'shard', shard: 1 }],
  }
  expect(splitFilter(known)).toEqual({ index: known, sql: [] })
})
