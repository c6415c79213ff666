import { describe, expect, test } from 'vitest'
import { rounds } from '@/tests/setup/rounds'
import { DIMENSION_COUNT, dimensionAt } from './dimensions'
import { type Direction, packDirection, type Sign } from './direction'
import { createDirectionIndex, type DirectionIndex } from './direction-index'
import type { CoOccurrence } from './direction-index-co-occurrence'
import { createKernel } from './direction-index-kernel'
import { POLE_COUNT } from './direction-index-layout'
import type { NearestTarget, NearRow } from './direction-index-nearest'
import { createPlainKernel } from './direction-index-plain-kernel'
import type { IndexFilter } from './index-filter'
import { createRandom } from './random'
import { planesOfRows, type RandomRow, randomDirection, randomRows } from './random-rows'
import type { RowMask } from './row-mask'
import { finishSteps } from './steps'

const EVERY: IndexFilter = { kind: 'all', filters: [] }
const MASKED: IndexFilter = { kind: 'mask', mask: 0 }

function fill(index: DirectionIndex, rows: readonly RandomRow[]): void {
  for (let start = 0; start < rows.length; start += 20_000)
    index.append(planesOfRows(rows.slice(start, start + 20_000), start))
}

function maskOf(rows: number, holds: (row: number) => boolean): RowMask {
  const mask = new Uint8Array(Math.ceil(rows / 8))
  for (let row = 0; row < rows; row++) if (holds(row)) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
  return mask
}

function polesOf(direction: Direction): number[] {
  return direction.flatMap((sign, at) => (sign === 0 ? [] : [sign > 0 ? at : at + DIMENSION_COUNT]))
}

/** Fills an index up to `count` rows; those past the pattern are its rows again, from the first on. */
function appendRepeated(index: DirectionIndex, pattern: readonly RandomRow[], count: number): void {
  const once = planesOfRows(pattern, 0)
  while (index.rows() < count) {
    const rowStart = index.rows()
    const first = rowStart % pattern.length
    const rows = pattern.slice(first, first + count - rowStart)
    index.append(rows.length === pattern.length ? { ...once, rowStart } : planesOfRows(rows, rowStart))
  }
}

/** The copies of all rows of a pattern that are as near as the first, in the order of their row numbers. */
function listCopies(ranked: readonly NearRow[], first: NearRow, count: number, period: number): NearRow[] {
  const alike = ranked.filter(({ agree, conflict }) => agree === first.agree && conflict === first.conflict)
  const copies: NearRow[] = []
  for (let start = 0; start < count; start += period)
    for (const near of alike) if (start + near.row < count) copies.push({ ...near, row: start + near.row })
  return copies
}

/** `copies` says how often each row stands; once where it is not given. */
function countPairsNaively(rows: readonly RandomRow[], copies?: Uint32Array) {
  const counts = new Uint32Array(POLE_COUNT ** 2)
  let n = 0
  for (const [row, { direction }] of rows.entries()) {
    if (!direction) continue
    const times = copies ? (copies[row] ?? 0) : 1
    n += times
    const poles = polesOf(direction)
    for (const first of poles)
      for (const second of poles)
        counts[first * POLE_COUNT + second] = (counts[first * POLE_COUNT + second] ?? 0) + times
  }
  return { n, counts }
}

/** Vitest itself takes a tenth of a second to compare the 32,400 counts. */
function expectPairs(found: CoOccurrence, expected: CoOccurrence): void {
  expect([found.n, found.counts.length]).toEqual([expected.n, expected.counts.length])
  const at = expected.counts.findIndex((count, pair) => count !== found.counts[pair])
  expect([at, found.counts[at]]).toEqual([-1, undefined])
}

function findNearestNaively(rows: readonly RandomRow[], target: Direction, question: NearestTarget, mask?: RowMask) {
  const weightOf = (dimension: number) => question.weights?.[dimension] ?? 1
  const compared = rows.flatMap(({ direction }, row) => {
    if (!direction || (mask && ((mask[row >> 3] ?? 0) & (1 << (row & 7))) === 0)) return []
    let [agree, conflict, gain, loss] = [0, 0, 0, 0]
    for (const [dimension, sign] of target.entries()) {
      const product = sign * (direction[dimension] ?? 0)
      const weight = Math.round(weightOf(dimension) * 1000)
      if (product === 0 || weightOf(dimension) <= 0) continue
      if (product === 1) [agree, gain] = [agree + 1, gain + weight]
      else [conflict, loss] = [conflict + 1, loss + weight]
    }
    return [{ near: { row, agree, conflict, score: (gain - loss) / 1000 }, gain, loss }]
  })
  const isNearest = question.mode === 'nearest'
  compared.sort((a, b) => {
    const [scoreA, scoreB] = [a.gain - a.loss, b.gain - b.loss]
    if (scoreA !== scoreB) return isNearest ? scoreB - scoreA : scoreA - scoreB
    const [tieA, tieB] = isNearest ? [a.loss, b.loss] : [a.gain, b.gain]
    return tieA - tieB || a.near.row - b.near.row
  })
  return { rows: compared.slice(0, question.limit).map(({ near }) => near), considered: compared.length }
}

const ROUNDS = rounds(10, 60)

describe.each([
  ['simd', createKernel],
  ['plain', createPlainKernel],
] as const)('on the %s kernel', (_, create) => {
  const rows = randomRows(1501, createRandom(6))
  const index = createDirectionIndex(create())
  fill(index, rows)

  test.each([0, 0.01, 0.4, 1])(
    'pairs are counted like a loop over the rows, of which a share of %d is kept',
    (share) => {
      const random = createRandom(8)
      const mask = maskOf(rows.length, () => random() < share)
      const kept = rows.filter((_, row) => (mask[row >> 3] ?? 0) & (1 << (row & 7)))
      expectPairs(finishSteps(index.coOccurrence(MASKED, [mask])), countPairsNaively(kept))
    },
  )

  test(`neighbours are those of a loop over the rows, for ${ROUNDS} random questions`, () => {
    const random = createRandom(9)
    for (let round = 0; round < ROUNDS; round++) {
      const target: Direction = rows[round]?.direction ?? randomDirection(random)
      const weights = Array.from({ length: DIMENSION_COUNT }, () => Math.floor(random() * 40) / 10)
      const question: NearestTarget = {
        target: packDirection(target),
        weights: round % 3 === 0 ? null : round % 3 === 1 ? weights : weights.map((weight) => (weight > 2 ? 1 / 3 : 0)),
        mode: round % 2 ? 'nearest' : 'opposite',
        limit: [1, 20, 2000][round % 5] ?? 20,
      }
      const mask = maskOf(rows.length, () => random() < 0.5)
      const answer = finishSteps(index.nearest({ ...question, filter: MASKED, masks: [mask] }))
      expect(answer).toEqual(findNearestNaively(rows, target, question, mask))
    }
  })

  const pattern = randomRows(97, createRandom(65_535))
  const large = createDirectionIndex(create())

  test.each([65_535, 65_536, 65_537, 132_000])(
    'nothing is lost where segments meet, of %d rows',
    (count) => {
      appendRepeated(large, pattern, count)
      const patternOf = (row: number) => pattern[row % pattern.length]
      for (const every of [50, 3, 1]) {
        const mask = maskOf(count, (row) => row % every === 0)
        const answer = finishSteps(large.coOccurrence(MASKED, [mask]))
        const copies = new Uint32Array(pattern.length)
        for (let row = 0; row < count; row += every)
          copies[row % pattern.length] = (copies[row % pattern.length] ?? 0) + 1
        expectPairs(answer, countPairsNaively(pattern, copies))
      }
      const target = patternOf(count - 1)?.direction ?? pattern.find(({ direction }) => direction)?.direction ?? []
      const question: NearestTarget = { target: packDirection(target), weights: null, mode: 'nearest', limit: 2000 }
      const { rows: near, considered } = finishSteps(large.nearest({ ...question, filter: EVERY, masks: [] }))
      const ranked = findNearestNaively(pattern, target, { ...question, limit: pattern.length }).rows
      const expected = ranked.flatMap((first) =>
        ranked.filter(({ agree, conflict }) => agree === first.agree && conflict === first.conflict)[0] === first
          ? listCopies(ranked, first, count, pattern.length)
          : [],
      )
      expect(near).toEqual(expected.slice(0, 2000))
      expect(considered).toBe(expected.length)
      expect(large.countPoles(EVERY, []).matched).toBe(count)
    },
    60_000,
  )
})

test('an empty index and a filter that keeps nothing have no pairs and no neighbours', () => {
  const index = createDirectionIndex()
  const question = { target: packDirection([]), weights: null, mode: 'nearest', limit: 5 } as const
  const nothing = { n: 0, counts: new Uint32Array(POLE_COUNT ** 2) }
  expect(finishSteps(index.coOccurrence(EVERY, []))).toEqual(nothing)
  expect(finishSteps(index.nearest({ ...question, filter: EVERY, masks: [] }))).toEqual({ rows: [], considered: 0 })
  fill(index, randomRows(50, createRandom(1)))
  const none: IndexFilter = { kind: 'any', filters: [] }
  expect(finishSteps(index.coOccurrence(none, []))).toEqual(nothing)
  expect(finishSteps(index.nearest({ ...question, filter: none, masks: [] }))).toEqual({ rows: [], considered: 0 })
})

test('the published order of ties: less conflict first, then the row number', () => {
  const direction = (agree: number, conflict: number): Direction =>
    Array.from({ length: DIMENSION_COUNT }, (_, at): Sign => (at < agree ? 1 : at < agree + conflict ? -1 : 0))
  const index = createDirectionIndex()
  fill(
    index,
    [direction(3, 1), direction(2, 0), direction(3, 1), direction(2, 0), direction(0, 2), direction(1, 3)].map(
      (own) => ({ direction: own, history: [], texts: 0, facets: [] }),
    ),
  )
  const target = packDirection(Array.from({ length: DIMENSION_COUNT }, (): Sign => 1))
  const ask = (mode: 'nearest' | 'opposite') =>
    finishSteps(index.nearest({ target, weights: null, mode, limit: 6, filter: EVERY, masks: [] })).rows
  expect(ask('nearest').map(({ row }) => row)).toEqual([1, 3, 0, 2, 4, 5])
  expect(ask('nearest')[2]).toEqual({ row: 0, agree: 3, conflict: 1, score: 2 })
  expect(ask('opposite').map(({ row }) => row)).toEqual([4, 5, 1, 3, 0, 2])
})

test('progress grows to the end', () => {
  const index = createDirectionIndex()
  appendRepeated(index, randomRows(97, createRandom(4)), 140_000)
  for (const steps of [
    index.coOccurrence({ kind: 'direction', dimension: dimensionAt(0).key, pole: 'positive' }, []),
    index.coOccurrence(EVERY, []),
    index.nearest({ target: packDirection([1]), weights: null, mode: 'nearest', limit: 1, filter: EVERY, masks: [] }),
  ]) {
    const shares = [...steps]
    expect(shares.length).toBeGreaterThanOrEqual(3)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(Math.max(...shares)).toBeLessThanOrEqual(1)
  }
})

test.each([
  ['no rows', { limit: 0 }],
  ['too many rows', { limit: 2001 }],
  ['a list of the wrong length', { weights: [1, 2] }],
  ['a negative weight', { weights: Array.from({ length: 90 }, () => -1) }],
  ['a weight that is no number', { weights: Array.from({ length: 90 }, () => Number.NaN) }],
])('nearest refuses %s', (_, part) => {
  const question: NearestTarget = { target: packDirection([1]), weights: null, mode: 'nearest', limit: 5, ...part }
  const index = createDirectionIndex()
  expect(() => finishSteps(index.nearest({ ...question, filter: EVERY, masks: [] }))).toThrow(RangeError)
})
