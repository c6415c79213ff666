import { describe, expect, test } from 'vitest'
import { wilsonInterval } from './intervals'
import { measureSpread, runSummarySchema, type SummaryRow, summariseRun } from './run-summary'

const row = (margin: number | null, change: Partial<SummaryRow> = {}): SummaryRow => ({
  margin,
  controlMargin: null,
  promptKey: null,
  longerMargin: null,
  learnedLengthMargin: null,
  tokens: null,
  ...change,
})

describe('summariseRun', () => {
  test('of nothing has no shares and no bars', () => {
    expect(summariseRun([], 0, 1)).toMatchObject({
      scored: 0,
      coverage: null,
      accuracy: { n: 0, accuracy: null, wilson: null, clustered: null },
      control: null,
      effect: null,
      baselines: null,
      margin: null,
      histogram: [],
      tokens: null,
    })
  })

  test('counts ties as wrong and rows without a score as not covered', () => {
    const summary = summariseRun([row(2), row(-1), row(1e-9), row(null), row(3)], 10, 1)
    expect(summary).toMatchObject({ total: 10, scored: 4, coverage: 0.4 })
    expect(summary.accuracy).toMatchObject({ n: 4, correct: 2, ties: 1, correctAsPublished: 3, accuracy: 0.5 })
    expect(summary.accuracy.wilson).toEqual(wilsonInterval(2, 4))
    expect(summary.margin).toEqual({ min: -1, median: 1.0000000005, mean: expect.closeTo(1, 6), max: 3 })
  })

  test('says why there is no clustered interval', () => {
    const reason = (rows: SummaryRow[]) => summariseRun(rows, rows.length, 1).accuracy.clusterReason
    expect(reason([row(1), row(-1)])).toBe('no-prompts')
    expect(reason([row(1, { promptKey: 'a' }), row(-1)])).toBe('no-prompts')
    expect(reason([row(1, { promptKey: 'a' }), row(-1, { promptKey: 'a' })])).toBe('one-cluster')
    expect(reason([row(1, { promptKey: 'a' }), row(1, { promptKey: 'b' })])).toBe('no-variation')
    expect(reason([row(1, { promptKey: 'a' }), row(-1, { promptKey: 'b' })])).toBeNull()
  })

  test('measures a baseline only where it is known of every scored row', () => {
    const known = { longerMargin: 5, learnedLengthMargin: -2 }
    const both = summariseRun([row(1, known), row(2, known), row(null)], 3, 1)
    expect(both.baselines?.map((rule) => [rule.key, rule.accuracy.accuracy])).toEqual([
      ['longer', 1],
      ['learned-length', 0],
    ])
    const one = summariseRun([row(1, known), row(2, { longerMargin: 0 })], 2, 1)
    expect(one.baselines?.map((rule) => [rule.key, rule.accuracy.ties])).toEqual([['longer', 1]])
  })

  test('measures the effect over the control pair by pair', () => {
    const keyed = (margin: number, controlMargin: number | null, promptKey: string) =>
      row(margin, { controlMargin, promptKey })
    const summary = summariseRun([keyed(1, -1, 'a'), keyed(2, 1, 'b'), keyed(-1, 0, 'c'), keyed(5, null, 'd')], 4, 1)
    expect(summary.effect).toMatchObject({ n: 3, difference: expect.closeTo(1 / 3, 12) })
    expect(summary.effect?.clustered?.low).toBeGreaterThanOrEqual(0)
    expect(summary.effect?.clustered?.high).toBeLessThanOrEqual(1)
    const same = summariseRun([keyed(1, 1, 'a'), keyed(-1, -1, 'b')], 2, 1)
    expect(same.effect).toEqual({ n: 2, difference: 0, clustered: null })
  })

  test('sets the control on the same rows beside it', () => {
    const summary = summariseRun([row(1, { controlMargin: -1 }), row(2, { controlMargin: 1 }), row(3)], 3, 1)
    expect(summary.control).toMatchObject({ n: 2, correct: 1, accuracy: 0.5 })
    expect(summary.histogram.reduce((sum, bin) => sum + (bin.controlCount ?? 0), 0)).toBe(2)
  })

  test('tells how many prompts were cut', () => {
    const tokens = (promptCut: number) => ({ prompt: 100, promptCut, chosen: 5, rejected: 7 })
    const summary = summariseRun([row(1, { tokens: tokens(0) }), row(1, { tokens: tokens(30) })], 2, 1)
    expect(summary.tokens).toMatchObject({ cutRows: 1, mostCut: 30, chosen: { median: 5 } })
    expect(summariseRun([row(1, { tokens: tokens(0) }), row(1)], 2, 1).tokens).toBeNull()
  })

  test('is the same for the same rows and seed, and passes its own schema', () => {
    const rows = Array.from({ length: 200 }, (_, idx) => row(Math.sin(idx), { promptKey: `p${idx % 40}` }))
    const summary = summariseRun(rows, 200, 9)
    expect(summariseRun(rows, 200, 9)).toEqual(summary)
    expect(summariseRun(rows, 200, 10).accuracy.clustered).not.toEqual(summary.accuracy.clustered)
    expect(runSummarySchema.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary)
  })
})

test('the median of an even number of values lies between the middle two', () => {
  expect(measureSpread([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, mean: 2.5, max: 4 })
})
