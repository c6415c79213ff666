import { z } from 'zod'
import { isWithin, type Measurement, measurementSchema, ratioToBudget } from './measurement'

export const runSchema = z.object({
  part: z.string(),
  measuredAt: z.string(),
  machine: z.object({
    processor: z.string(),
    cores: z.number(),
    memoryGb: z.number(),
    node: z.string(),
    browser: z.string(),
    /** Average length of the run queue over the last minute. */
    loadBefore: z.number(),
    loadAfter: z.number(),
  }),
  seconds: z.number(),
  /** Why there are no figures; `null` where there are. */
  failure: z.string().nullable(),
  measurements: z.array(measurementSchema),
})

/** One part as it was last run. */
export type PartRun = z.infer<typeof runSchema>

/** All runs as one table in Markdown for each part, the budgets that are missed at the top. */
export function formatRuns(runs: readonly PartRun[]): string {
  const missed = runs.flatMap(({ measurements }) => measurements.filter((one) => isWithin(one) === false))
  const failed = runs.filter(({ failure }) => failure !== null)
  return [
    ...(failed.length > 0
      ? [`Not measured: ${failed.map(({ part, failure }) => `${part} (${failure})`).join('; ')}.`, '']
      : []),
    missed.length === 0
      ? 'Every budget that was measured holds.'
      : `Budgets missed: ${missed.map((one) => `${one.what} (${figure(one.value)} ${one.unit})`).join('; ')}.`,
    ...runs.flatMap(formatRun),
  ].join('\n')
}

function formatRun({ part, measuredAt, machine, seconds, measurements }: PartRun): string[] {
  const { processor, cores, memoryGb, node, browser, loadBefore, loadAfter } = machine
  return [
    '',
    `## ${part}`,
    '',
    `${measuredAt.slice(0, 16).replace('T', ' ')} UTC, ${seconds.toFixed(0)} s, on ${cores} cores (${processor}), ${memoryGb} GB, Node ${node}, ${browser}. ` +
      `Load before ${loadBefore.toFixed(1)}, after ${loadAfter.toFixed(1)}${loadBefore > cores ? ': other work took its share of the processor, so wall times are too long' : ''}.`,
    '',
    '| what | budget | median | p95 or largest | of the budget | | notes |',
    '|---|---|---|---|---|---|---|',
    ...measurements.map(formatMeasurement),
  ]
}

function formatMeasurement(measurement: Measurement): string {
  const { what, unit, value, high, budget, note } = measurement
  const ratio = ratioToBudget(measurement)
  const within = isWithin(measurement)
  const cells = [
    what,
    budget ? `${budget.side === 'at most' ? '≤' : '≥'} ${budget.limit} ${unit}` : '',
    `${figure(value)} ${unit}`,
    high === null ? '' : `${figure(high)} ${unit}`,
    ratio === null ? '' : `${ratio.toFixed(2)} ×`,
    within === null ? '' : within ? 'holds' : '**missed**',
    note,
  ]
  return `| ${cells.join(' | ')} |`
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
