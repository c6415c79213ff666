import { describe, expect, it } from 'vitest'
import { PreparedFormatError } from './prepared-format-error'
import { clipFirstRowText, type PreparedTotals, parseTotals } from './totals'

const zeros = new Array<number>(90).fill(0)
const totals: PreparedTotals = {
  format: 'alignx-prepared-totals',
  version: 1,
  synthetic: true,
  rows: 2,
  withDirection: 1,
  positive: zeros.with(3, 1),
  negative: zeros,
  historyPositive: zeros,
  historyNegative: zeros,
  facets: [
    { key: 'prompt_length', bins: { start: 10, width: 1, count: 2 }, counts: [1, 1], missing: 0 },
    { key: 'active_count', bins: null, counts: [], missing: 2 },
  ],
  missing: { direction: 1, demographics: 2, profile: 2, persona: 2, ugc: 0, pairs: 0 },
  shards: [{ name: 'a.parquet', rows: 2, bytes: 100 }],
  firstRows: [
    {
      row_number: 0,
      shard: 0,
      shard_row: 0,
      hash: 'ab'.repeat(16),
      prompt: 'p',
      chosen: 'c',
      rejected: 'r',
      demographics: null,
      signs: null,
      facets: { prompt_length: 1, active_count: null },
    },
  ],
}

describe('totals', () => {
  it('read back', () => {
    expect(parseTotals(JSON.stringify(totals))).toEqual(totals)
  })

  it.each<[string, unknown, string, string]>([
    ['no JSON', undefined, 'damaged', 'no whole JSON'],
    ['another file', { rows: [] }, 'damaged', 'no totals'],
    ['older', { ...totals, version: 0 }, 'older', 'version 0'],
    ['newer', { ...totals, version: 3 }, 'newer', 'version 3'],
    ['89 poles', { ...totals, positive: zeros.slice(1) }, 'damaged', 'positive'],
    ['more poles than directions', { ...totals, negative: zeros.with(0, 2) }, 'damaged', 'than there are directions'],
    ['more directions than rows', { ...totals, withDirection: 3 }, 'damaged', 'more directions than rows'],
    [
      'a histogram that does not add up',
      { ...totals, facets: totals.facets.map((facet) => ({ ...facet, missing: 1 })) },
      'damaged',
      'add up',
    ],
    [
      'counts without bins',
      { ...totals, facets: totals.facets.map((facet) => ({ ...facet, bins: null })) },
      'damaged',
      'another number of counts',
    ],
    ['a missing column', { ...totals, missing: { direction: 1 } }, 'damaged', 'missing'],
    ['51 first rows', { ...totals, firstRows: new Array(51).fill(totals.firstRows[0]) }, 'damaged', 'firstRows'],
  ])('are named when bad: %s', (_, bad, kind, problem) => {
    const read = () => parseTotals(JSON.stringify(bad) ?? '{"format"')
    expect(read).toThrow(PreparedFormatError)
    expect(read).toThrow(expect.objectContaining({ kind, message: expect.stringContaining(problem) }))
  })

  it('cut long texts on a whole character', () => {
    expect(clipFirstRowText('a'.repeat(300))).toBe('a'.repeat(300))
    expect(clipFirstRowText('a'.repeat(301))).toBe(`${'a'.repeat(300)}…`)
    expect(clipFirstRowText(`${'a'.repeat(299)}😊b`)).toBe(`${'a'.repeat(299)}…`)
  })
})
