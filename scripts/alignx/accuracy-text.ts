import type { Interval } from '@/lib/core/intervals'
import type { AccuracyReport } from './accuracy-command'

const WHY_NO_BOOTSTRAP: Record<string, string> = {
  'no-prompts': 'the lines hold no prompts',
  'no-outcomes': 'nothing was scored',
  'one-cluster': 'there is one prompt only',
  'no-variation': 'all rows have the same outcome',
}

/** The report in words, a fact a line; rates as fractions with four decimals. */
export function formatAccuracy(report: AccuracyReport): string {
  const { accuracy, n, correct, ties, correctAsPublished, bootstrap } = report
  return [
    accuracy === null ? 'accuracy: none, no row is in both files' : `accuracy: ${rate(accuracy)} (${correct} of ${n})`,
    `ties: ${ties}, counted as wrong (margin within 1e-6 nats)`,
    ...(correctAsPublished === correct
      ? []
      : [`correct as acc.py counts: ${correctAsPublished} (ties by float noise)`]),
    `95 % interval, rows independent (Wilson): ${formatInterval(report.wilson, 'nothing was scored')}`,
    `95 % interval, drawn by prompt (bootstrap, ${bootstrap.draws} draws, seed ${bootstrap.seed}): ${formatInterval(bootstrap.interval, WHY_NO_BOOTSTRAP[bootstrap.reason ?? ''] ?? '')}`,
    `coverage: ${report.coverage === null ? 'none' : rate(report.coverage)}`,
    ...listIdx('only in the reference file', report.onlyInReference),
    ...listIdx('only in the policy file', report.onlyInPolicy),
    ...listIdx('about different texts, left out', report.mismatched),
    ...describeFile('reference', report.reference),
    ...describeFile('policy', report.policy),
  ].join('\n')
}

function rate(value: number): string {
  return value.toFixed(4)
}

function formatInterval(interval: Interval | null, reason: string): string {
  return interval ? `${rate(interval.low)} to ${rate(interval.high)}` : `none, ${reason}`
}

function listIdx(label: string, idx: readonly number[]): string[] {
  if (idx.length === 0) return []
  const more = idx.length > 10 ? `, … (${idx.length} in all, --json lists them)` : ''
  return [`${label}: idx ${idx.slice(0, 10).join(', ')}${more}`]
}

function describeFile(name: string, { lines, rows, faults, duplicates }: AccuracyReport['reference']): string[] {
  const conflicts = duplicates.filter((duplicate) => !duplicate.isSame).length
  return [
    `${name}: ${lines} lines, ${rows} rows, ${faults.length} faults, ${duplicates.length} duplicates (${conflicts} with other numbers, the last line won)`,
    ...faults.slice(0, 5).map((fault) => `  line ${fault.line}, ${fault.field ?? '(row)'}: ${fault.problem}`),
    ...(faults.length > 5 ? [`  … ${faults.length - 5} more, --json lists them`] : []),
  ]
}
