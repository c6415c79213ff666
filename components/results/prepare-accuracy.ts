import { PUBLISHED_BENCHMARKS, PUBLISHED_MODELS, PUBLISHED_TRAINING } from '@/lib/core/published-results'
import type { ConditionKey } from '@/lib/core/run'
import type { Accuracy, RunSummary } from '@/lib/core/run-summary'
import type { ChartTable } from '../charts/chart-table'
import { formatCount, formatShare } from '../ui/format'

/** The interval that a result is read by, in [0, 1], and its name. */
export interface ChosenInterval {
  readonly low: number
  readonly high: number
  readonly name: 'clustered by post' | 'Wilson'
}

/**
 * The 95 % interval to read: the one that redraws whole posts where posts repeat and it exists, otherwise Wilson's;
 * `null` without rows.
 */
export function chooseInterval({ n, clusters, clustered, wilson }: Accuracy): ChosenInterval | null {
  const doPostsRepeat = clusters !== null && clusters < n
  if (doPostsRepeat && clustered) return { ...clustered, name: 'clustered by post' }
  return wilson && { ...wilson, name: 'Wilson' }
}

/** The interval in words: "95 % interval 57.2 % to 62.7 % (Wilson)". */
export function describeInterval({ low, high, name }: ChosenInterval): string {
  return `95 % interval ${formatShare(low)} to ${formatShare(high)} (${name})`
}

/** A line of the accuracy chart. Shares are in [0, 1]. */
export interface AccuracyLane {
  readonly key: string
  readonly label: string
  readonly kind: 'run' | 'control' | 'baseline' | 'published'
  readonly estimate: number | null
  /** The interval that is drawn; `null` where there is none. */
  readonly interval: ChosenInterval | null
  /** What a published model was trained on; `null` for the lanes of a run. */
  readonly training: string | null
  /** What stands beside the value: n and ties, or why something is undefined. */
  readonly note: string
  readonly measured: Accuracy | null
}

/** The run, its control and its baselines, from top to bottom. */
export function prepareLanes(summary: RunSummary): readonly AccuracyLane[] {
  const lanes = [laneOf('run', 'This run', 'run', summary.accuracy)]
  if (summary.control) lanes.push(laneOf('control', 'Persona of another row', 'control', summary.control))
  for (const baseline of summary.baselines ?? [])
    lanes.push(laneOf(baseline.key, baseline.label, 'baseline', baseline.accuracy))
  return lanes
}

function laneOf(key: string, label: string, kind: AccuracyLane['kind'], measured: Accuracy): AccuracyLane {
  const ties = measured.ties > 0 ? `, ${formatCount(measured.ties)} ties` : ''
  return {
    key,
    label,
    kind,
    estimate: measured.accuracy,
    interval: chooseInterval(measured),
    training: null,
    note: measured.n === 0 ? 'nothing scored' : `n = ${formatCount(measured.n)}${ties}`,
    measured,
  }
}

/** The training set as it stands in a label, where its number of rows has no room. */
const SHORT_TRAINING = { none: 'without AlignX', subset: '7 % subset', full: 'full set' } as const

/** The published figures for one benchmark column of Table 3, as lanes without intervals. */
export function preparePublishedLanes(benchmarkKey: string): readonly AccuracyLane[] {
  const column = PUBLISHED_BENCHMARKS.findIndex((benchmark) => benchmark.key === benchmarkKey)
  return PUBLISHED_MODELS.flatMap((model): AccuracyLane[] => {
    const percent = model.accuracy[column]
    if (percent === undefined || percent === null) return []
    return [
      {
        key: `${model.model} ${model.training}`,
        label: `${model.model}, ${SHORT_TRAINING[model.training]}`,
        kind: 'published',
        estimate: percent / 100,
        interval: null,
        training: PUBLISHED_TRAINING[model.training],
        note: '',
        measured: null,
      },
    ]
  })
}

/** The column of Table 3 whose persona is closest to the condition of a run; the arbitrary mix for an import. */
export function closestBenchmark(condition: ConditionKey | null): string {
  switch (condition) {
    case 'ugc':
      return 'alignx-test-ugc'
    case 'pair':
      return 'alignx-test-pair'
    case 'demo':
      return 'alignx-test-demo'
    default:
      return 'alignx-test-all'
  }
}

/** The lanes as numbers. */
export function tabulateLanes(lanes: readonly AccuracyLane[]): ChartTable {
  return {
    columns: [
      { key: 'label', label: 'What', isNumber: false },
      { key: 'training', label: 'Trained on', isNumber: false },
      { key: 'accuracy', label: 'Accuracy', isNumber: true },
      { key: 'interval', label: 'Drawn interval', isNumber: false },
      { key: 'clusteredLow', label: 'Clustered 95 % low', isNumber: true },
      { key: 'clusteredHigh', label: 'Clustered 95 % high', isNumber: true },
      { key: 'wilsonLow', label: 'Wilson 95 % low', isNumber: true },
      { key: 'wilsonHigh', label: 'Wilson 95 % high', isNumber: true },
      { key: 'n', label: 'n', isNumber: true },
      { key: 'ties', label: 'Ties', isNumber: true },
      { key: 'clusters', label: 'Posts', isNumber: true },
    ],
    rows: lanes.map(({ label, training, estimate, interval, measured }) => ({
      label,
      training,
      accuracy: estimate,
      interval: interval?.name ?? null,
      clusteredLow: measured?.clustered?.low ?? null,
      clusteredHigh: measured?.clustered?.high ?? null,
      wilsonLow: measured?.wilson?.low ?? null,
      wilsonHigh: measured?.wilson?.high ?? null,
      n: measured?.n ?? null,
      ties: measured?.ties ?? null,
      clusters: measured?.clusters ?? null,
    })),
  }
}

/** The result in one sentence, as a careful reader would say it. */
export function summariseAccuracy(summary: RunSummary): string {
  const { accuracy, control } = summary
  if (accuracy.accuracy === null) return 'No row has both a policy and a reference score yet, so there is no accuracy.'
  const interval = chooseInterval(accuracy)
  const range = interval ? `, ${describeInterval(interval)}` : ''
  const head = `${formatShare(accuracy.accuracy)} of ${formatCount(accuracy.n)} rows${range}`
  const isChance = interval !== null && interval.low <= 0.5 && interval.high >= 0.5
  const chance = isChance ? ' The interval contains 50 %: no signal is shown.' : ''
  const beside = control?.accuracy == null ? '' : ` With the persona of another row: ${formatShare(control.accuracy)}.`
  return `${head}.${chance}${beside}`
}

const REASONS = {
  'no-outcomes': 'no row is scored',
  'one-cluster': 'all rows share one post',
  'no-variation': 'every row has the same outcome',
  'no-prompts': 'the posts of the rows are not known',
} as const

/** Why there is no clustered interval, or `null` when there is one. */
export function explainMissingInterval(accuracy: Accuracy): string | null {
  return accuracy.clusterReason === null ? null : `No interval clustered by post: ${REASONS[accuracy.clusterReason]}.`
}
