import { expect, test } from 'vitest'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { EMPTY_PLANES } from '@/lib/core/direction'
import { readSampleView, type SampleFirstRows } from './sample-view'

const SIGNS = `+-${'0'.repeat(DIMENSION_COUNT - 3)}+`
const DATA: SampleFirstRows = {
  rows: [
    {
      row_number: 3,
      shard: 1,
      shard_row: 2,
      hash: 'ab'.repeat(16),
      prompt: 'A post',
      chosen: 'Yes',
      rejected: 'No way',
      demographics: null,
      signs: SIGNS,
      prompt_length: 6,
      chosen_length: 3,
      rejected_length: 6,
      length_difference: -3,
      ugc_count: 4,
      pair_count: 5,
      active_count: 3,
      conflict_count: 1,
    },
  ],
  totals: {
    rows: 12,
    positive: Array.from({ length: DIMENSION_COUNT }, (_, at) => at % 3),
    negative: Array.from({ length: DIMENSION_COUNT }, (_, at) => at % 2),
    facets: {
      prompt_length: { min: 6, max: 27, counts: [5, 4, 3] },
      chosen_length: { min: 3, max: 3, counts: [12] },
      rejected_length: { min: 6, max: 6, counts: [12] },
      length_difference: { min: -3, max: -3, counts: [12] },
      ugc_count: { min: 4, max: 4, counts: [12] },
      pair_count: { min: 5, max: 5, counts: [12] },
      active_count: { min: null, max: null, counts: [] },
      conflict_count: { min: null, max: null, counts: [] },
    },
    missing: { direction: 0, demographics: 3, profile: 12, persona: 12, ugc: 0, pairs: 0 },
  },
}

test('a first row is a row of the table with its direction and facets', () => {
  const [row, ...others] = readSampleView(DATA).rows
  expect(others).toEqual([])
  expect(row).toMatchObject({
    rowNumber: 3,
    shard: 1,
    shardRow: 2,
    hash: 'ab'.repeat(16),
    prompt: 'A post',
    chosen: 'Yes',
    rejected: 'No way',
    demographics: null,
    profile: null,
    persona: null,
    history: EMPTY_PLANES,
    facets: {
      prompt_length: 6,
      chosen_length: 3,
      rejected_length: 6,
      length_difference: -3,
      ugc_count: 4,
      pair_count: 5,
      active_count: 3,
      conflict_count: 1,
    },
  })
  expect(row?.direction?.[0]).toBe(1)
  expect(row?.direction?.[1]).toBe(-1)
  expect(row?.direction?.[89]).toBe(1)
  expect(row?.direction?.filter((sign) => sign === 0)).toHaveLength(87)
})

test('signs that are no direction give none', () => {
  const [row] = DATA.rows
  if (!row) throw new Error('The data has a row')
  for (const signs of ['', '+', `${SIGNS}0`, SIGNS.replace('+', '1')])
    expect(readSampleView({ ...DATA, rows: [{ ...row, signs }] }).rows[0]?.direction).toBeNull()
})

test('the totals are those of the whole source, in index order', () => {
  const totals = readSampleView(DATA).totals
  expect(totals.withDirection).toBe(12)
  expect([totals.positive[0], totals.positive[1], totals.positive[2], totals.positive[89]]).toEqual([0, 1, 2, 2])
  expect([totals.negative[0], totals.negative[1]]).toEqual([0, 1])
  expect(totals.negative.length).toBe(DIMENSION_COUNT)
})

test('the headers are drawn from the totals with the bins of the database', () => {
  const { histograms, missing } = readSampleView(DATA).summaries
  expect(histograms.get('prompt_length')?.bars[0]).toEqual({ min: 6, max: 6, count: 5 })
  expect(histograms.get('prompt_length')).toMatchObject({ min: 6, max: 27 })
  expect(histograms.get('active_count')).toEqual({ min: null, max: null, bars: [] })
  expect([missing.get('direction'), missing.get('demographics'), missing.get('profile')]).toEqual([0, 0.25, 1])
  expect(readSampleView({ ...DATA, totals: { ...DATA.totals, rows: 0 } }).summaries.missing.get('ugc')).toBeNull()
})
