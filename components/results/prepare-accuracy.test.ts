import { expect, test } from 'vitest'
import { CONDITIONS } from '@/lib/core/conditions'
import { PUBLISHED_BENCHMARKS } from '@/lib/core/published-results'
import { type Accuracy, type RunSummary, summariseRun } from '@/lib/core/run-summary'
import {
  chooseInterval,
  closestBenchmark,
  explainMissingInterval,
  prepareLanes,
  preparePublishedLanes,
  summariseAccuracy,
  tabulateLanes,
} from './prepare-accuracy'

const EMPTY = summariseRun([], 0, 1)
const ACCURACY: Accuracy = {
  n: 1200,
  correct: 720,
  ties: 0,
  correctAsPublished: 720,
  accuracy: 0.6,
  wilson: { low: 0.572, high: 0.6274 },
  clustered: { low: 0.56, high: 0.64 },
  clusterReason: null,
  clusters: 900,
}
const CONTROL: Accuracy = { ...ACCURACY, correct: 600, accuracy: 0.5, ties: 1024, clustered: { low: 0.47, high: 0.53 } }
const RUN: RunSummary = { ...EMPTY, total: 1200, scored: 1200, coverage: 1, accuracy: ACCURACY, control: CONTROL }
const LONGER = { key: 'longer', label: 'Take the longer one', accuracy: { ...ACCURACY, accuracy: 0.55 } } as const

test('the run leads, then its control, then the rules without a model', () => {
  const lanes = prepareLanes({ ...RUN, baselines: [LONGER] })
  expect(lanes.map(({ key, kind, estimate }) => [key, kind, estimate])).toEqual([
    ['run', 'run', 0.6],
    ['control', 'control', 0.5],
    ['longer', 'baseline', 0.55],
  ])
  expect(lanes[0]).toMatchObject({ label: 'This run', note: 'n = 1,200', measured: ACCURACY })
  expect(lanes[1]).toMatchObject({ label: 'Persona of another row', note: 'n = 1,200, 1,024 ties' })
})

test('a run without control and without texts is one lane', () => {
  expect(prepareLanes({ ...RUN, control: null, baselines: null }).map(({ key }) => key)).toEqual(['run'])
})

test('the interval by post is drawn, without it that of Wilson, without rows none', () => {
  const byRows: Accuracy = { ...ACCURACY, clustered: null, clusterReason: 'one-cluster' }
  expect(prepareLanes(RUN)[0]?.interval).toEqual({ ...ACCURACY.clustered, name: 'clustered by post' })
  expect(prepareLanes({ ...RUN, accuracy: byRows })[0]?.interval).toEqual({ ...ACCURACY.wilson, name: 'Wilson' })
  expect(prepareLanes(EMPTY)[0]).toMatchObject({
    estimate: null,
    interval: null,
    note: 'nothing scored',
  })
})

test('rows of different posts, or of posts that are not known, are read by Wilson', () => {
  const { wilson } = ACCURACY
  expect(chooseInterval({ ...ACCURACY, clusters: 1200 })).toEqual({ ...wilson, name: 'Wilson' })
  expect(chooseInterval({ ...ACCURACY, clusters: 1199 })?.name).toBe('clustered by post')
  expect(chooseInterval({ ...ACCURACY, clusters: null })).toEqual({ ...wilson, name: 'Wilson' })
})

test('the published lanes are those of one column that have a figure, as shares', () => {
  const lanes = preparePublishedLanes('alignx-test-all')
  expect(lanes).toHaveLength(8)
  expect(lanes.map(({ label }) => label)).not.toContain('VPL, 7 % subset')
  expect(lanes.find(({ key }) => key === 'AlignXpert-ICA full')).toMatchObject({
    kind: 'published',
    label: 'AlignXpert-ICA, full set',
    interval: null,
    training: 'full (1,311,622)',
    measured: null,
  })
  expect(lanes.find(({ key }) => key === 'AlignXpert-ICA full')?.estimate).toBeCloseTo(0.7519, 12)
  expect(preparePublishedLanes('prism').map(({ key }) => key)).not.toContain('AlignXpert-PBA, golden direction full')
  expect(preparePublishedLanes('no-such-benchmark')).toEqual([])
})

test.each(PUBLISHED_BENCHMARKS)('the lanes of $key have different keys and shares in [0, 1]', ({ key }) => {
  const lanes = preparePublishedLanes(key)
  expect(new Set(lanes.map((lane) => lane.key)).size).toBe(lanes.length)
  expect(new Set(lanes.map((lane) => lane.label)).size).toBe(lanes.length)
  expect(lanes.every(({ estimate }) => estimate !== null && estimate > 0.3 && estimate < 1)).toBe(true)
})

test('the column beside a run has its kind of persona; the mix where nothing is closer', () => {
  const columns = Object.fromEntries(CONDITIONS.map(({ key }) => [key, closestBenchmark(key)]))
  expect(columns).toMatchObject({
    ugc: 'alignx-test-ugc',
    pair: 'alignx-test-pair',
    demo: 'alignx-test-demo',
    all: 'alignx-test-all',
    golden: 'alignx-test-all',
  })
  expect(closestBenchmark(null)).toBe('alignx-test-all')
  const known = PUBLISHED_BENCHMARKS.map(({ key }) => key)
  for (const column of Object.values(columns)) expect(known).toContain(column)
})

test('the table holds both intervals and counts; a published lane has neither', () => {
  const { columns, rows } = tabulateLanes([...prepareLanes(RUN), ...preparePublishedLanes('prism').slice(0, 1)])
  expect(rows[0]).toEqual({
    label: 'This run',
    training: null,
    accuracy: 0.6,
    interval: 'clustered by post',
    clusteredLow: 0.56,
    clusteredHigh: 0.64,
    wilsonLow: 0.572,
    wilsonHigh: 0.6274,
    n: 1200,
    ties: 0,
    clusters: 900,
  })
  expect(rows[2]).toMatchObject({
    label: 'Llama-3-8B-Instruct, without AlignX',
    training: 'not trained on AlignX',
    interval: null,
    clusteredLow: null,
    wilsonLow: null,
    n: null,
    ties: null,
  })
  for (const row of rows) expect(Object.keys(row)).toEqual(columns.map(({ key }) => key))
})

test.each<[string, RunSummary, string]>([
  [
    'a result with its interval and control',
    RUN,
    '60.0 % of 1,200 rows, 95 % interval 56.0 % to 64.0 % (clustered by post). With the persona of another row: 50.0 %.',
  ],
  [
    'a result without control',
    { ...RUN, control: null },
    '60.0 % of 1,200 rows, 95 % interval 56.0 % to 64.0 % (clustered by post).',
  ],
  [
    'an interval with chance inside',
    { ...RUN, accuracy: CONTROL, control: null },
    '50.0 % of 1,200 rows, 95 % interval 47.0 % to 53.0 % (clustered by post). The interval contains 50 %: no signal is shown.',
  ],
  [
    'an interval that ends on chance',
    { ...RUN, accuracy: { ...ACCURACY, clustered: { low: 0.5, high: 0.7 } }, control: null },
    '60.0 % of 1,200 rows, 95 % interval 50.0 % to 70.0 % (clustered by post). The interval contains 50 %: no signal is shown.',
  ],
  [
    'the interval of Wilson where there is none by post',
    { ...RUN, accuracy: { ...ACCURACY, clustered: null, clusterReason: 'no-prompts' }, control: null },
    '60.0 % of 1,200 rows, 95 % interval 57.2 % to 62.7 % (Wilson).',
  ],
  ['nothing scored', EMPTY, 'No row has both a policy and a reference score yet, so there is no accuracy.'],
])('in a sentence: %s', (_, summary, expected) => {
  expect(summariseAccuracy(summary)).toBe(expected)
})

test.each([
  ['no-outcomes', 'No interval clustered by post: no row is scored.'],
  ['one-cluster', 'No interval clustered by post: all rows share one post.'],
  ['no-variation', 'No interval clustered by post: every row has the same outcome.'],
  ['no-prompts', 'No interval clustered by post: the posts of the rows are not known.'],
] as const)('why an interval is missing: %s', (clusterReason, expected) => {
  expect(explainMissingInterval({ ...ACCURACY, clustered: null, clusterReason })).toBe(expected)
  expect(explainMissingInterval(ACCURACY)).toBeNull()
})
