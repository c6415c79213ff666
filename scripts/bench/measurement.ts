import { z } from 'zod'

export const measurementSchema = z.object({
  part: z.string(),
  what: z.string(),
  unit: z.string(),
  /** The median of the repetitions, or the one figure there is. */
  value: z.number(),
  /** The 95th percentile where there were enough repetitions, else the largest; `null` for a single figure. */
  high: z.number().nullable(),
  /** What the budget is held against: the median or the high figure. `null` for figures without a budget. */
  budget: z
    .object({ limit: z.number(), of: z.enum(['value', 'high']), side: z.enum(['at most', 'at least']) })
    .nullable(),
  note: z.string(),
})

/** One figure of the benchmark. */
export type Measurement = z.infer<typeof measurementSchema>

/** The budgeted figure as a multiple of its limit; `null` without a budget. At most 1 is within for `at most`. */
export function ratioToBudget({ value, high, budget }: Measurement): number | null {
  if (!budget) return null
  return (budget.of === 'high' ? (high ?? value) : value) / budget.limit
}

/** Whether the figure is within its budget; `null` without a budget. */
export function isWithin(measurement: Measurement): boolean | null {
  const ratio = ratioToBudget(measurement)
  if (ratio === null || !measurement.budget) return null
  return measurement.budget.side === 'at most' ? ratio <= 1 : ratio >= 1
}

/** Median and largest (95th percentile from 20 repetitions on) of measured figures. Throws `RangeError` for none. */
export function summariseRepetitions(figures: readonly number[]): Pick<Measurement, 'value' | 'high'> {
  const sorted = [...figures].sort((a, b) => a - b)
  const [value, high] = [sorted[Math.floor(sorted.length / 2)], sorted[Math.ceil(sorted.length * 0.95) - 1]]
  if (value === undefined || high === undefined) throw new RangeError('There is no figure to summarise')
  return { value, high }
}
