import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { computeMargin, countAccuracy, joinResults, judgeMargin } from './accuracy'
import { parseResults } from './results-file'

const linesSchema = z.array(z.record(z.string(), z.number()))
const goldenSchema = z.object({
  cases: z.array(z.object({ reference: linesSchema, policy: linesSchema, scored: z.int(), correct: z.int() })),
})
type Golden = z.infer<typeof goldenSchema>['cases'][number]
const FIXTURE = new URL('../../tests/fixtures/core/accuracy-golden.json', import.meta.url)
const GOLDEN = 'goldens/accuracy-golden.json'
const fixture = goldenSchema.parse(JSON.parse(readFileSync(FIXTURE, 'utf8'))).cases

const parse = (lines: readonly object[]) => parseResults(lines.map((line) => JSON.stringify(line)).join('\n'))
const line = (idx: number, chosen: number, rejected: number, texts: object = {}) => ({
  idx,
  nll_loss_all_chosen: chosen,
  nll_loss_all_rejected: rejected,
  ...texts,
})

function expectGolden(golden: Golden): void {
  const joined = joinResults(parse(golden.reference), parse(golden.policy))
  const counts = countAccuracy(joined.rows.map((row) => row.margin))
  expect([counts.n, counts.correct, counts.correctAsPublished]).toEqual([golden.scored, golden.correct, golden.correct])
  expect(counts.accuracy).toBe(golden.correct / golden.scored)
  expect(joined.coverage).toBe(1)
}

describe('alignment accuracy', () => {
  test.each(fixture)('equals acc.py %#', (golden) => {
    expectGolden(golden)
  })

  test.skipIf(!hasShared(GOLDEN))('equals acc.py on all 24 pairs of files (../shared)', () => {
    const { cases } = goldenSchema.parse(readShared(GOLDEN))
    expect(cases).toHaveLength(24)
    cases.forEach(expectGolden)
  })

  test('no margins give no accuracy', () => {
    expect(countAccuracy([])).toEqual({ n: 0, correct: 0, ties: 0, correctAsPublished: 0, accuracy: null })
  })

  test('a tie is shown and counts as wrong, noise above 0 included', () => {
    expect(countAccuracy([0, 1e-6, -1e-6, 1.1e-6, -1.1e-6, 5])).toEqual({
      n: 6,
      correct: 2,
      ties: 3,
      correctAsPublished: 3,
      accuracy: 2 / 6,
    })
    expect([0, 2e-6, -2e-6].map(judgeMargin)).toEqual(['tie', 'correct', 'wrong'])
  })

  test('identical policy and reference are all ties, never a coin flip', () => {
    const lines = Array.from({ length: 50 }, (_, idx) => line(idx, 100 / (idx + 3), 37.1 * idx))
    const { rows } = joinResults(parse(lines), parse(lines))
    expect(countAccuracy(rows.map((row) => row.margin))).toMatchObject({ n: 50, correct: 0, ties: 50 })
  })

  test('the margin is the gain of chosen over the gain of rejected, in nats', () => {
    const margin = computeMargin({ nllChosen: 8, nllRejected: 21 }, { nllChosen: 10, nllRejected: 20 })
    expect(margin).toBe(3)
  })
})

describe('joinResults', () => {
  test('scores what both files have, whichever lacks lines, where acc.py loses the rest', () => {
    const all = Array.from({ length: 1000 }, (_, idx) => line(idx, 10, 10))
    const better = all.map((row) => ({ ...row, nll_loss_all_chosen: 9 }))
    const lacking = joinResults(parse(all.toSpliced(100, 1)), parse(better))
    expect(lacking.rows).toHaveLength(999)
    expect(lacking).toMatchObject({ onlyInPolicy: [100], onlyInReference: [], coverage: 0.999 })
    const opposite = joinResults(parse(all), parse(better.toSpliced(100, 1)))
    expect(opposite.rows).toHaveLength(999)
    expect(opposite).toMatchObject({ onlyInPolicy: [], onlyInReference: [100], coverage: 0.999 })
    expect(countAccuracy(opposite.rows.map((row) => row.margin)).accuracy).toBe(1)
  })

  test('refuses to compare lines about different texts', () => {
    const texts = { prompt: 'p', chosen: 'c', rejected: 'r' }
    const reference = parse([line(0, 1, 1, texts), line(1, 1, 1, texts), line(2, 1, 1), line(3, 1, 1, texts)])
    const policy = parse([
      line(0, 1, 1, texts),
      line(1, 1, 1, { ...texts, prompt: 'q' }),
      line(2, 1, 1, texts),
      line(3, 1, 1, { ...texts, chosen: 'r', rejected: 'c' }),
    ])
    const joined = joinResults(reference, policy)
    expect(joined.rows.map((row) => [row.idx, row.prompt])).toEqual([
      [0, 'p'],
      [2, 'p'],
    ])
    expect(joined.mismatched).toEqual([1, 3])
    expect(joined.coverage).toBe(0.5)
  })

  test('two empty files have no coverage', () => {
    expect(joinResults(parse([]), parse([]))).toMatchObject({ rows: [], coverage: null })
  })
})
