import { quantile } from '@/lib/core/quantile'
import { createRandom } from '@/lib/core/random'
import { createRedraw } from './binomial'
import type { Outcome, Statistic } from './statistic'

/** Draws behind each interval of agreement. */
export const AGREEMENT_DRAWS = 1000
/** More draws than this share without a value leave no interval: what is left would not be a sample of 95 %. */
const MOST_UNDEFINED = 0.05

/**
 * A statistic with its 95 % percentile interval: items are redrawn with replacement. `counts[p]` items are of kind `p`, and
 * `compute` gives the statistic of such counts. Draws without a value (all ratings alike) are left out, at most 5 % of
 * them; the same `seed` gives the same interval. Source: Davison and Hinkley 1997, section 5.3.1.
 */
export function bootstrapCounts(
  counts: readonly number[],
  compute: (counts: readonly number[]) => Outcome,
  seed: number,
): Statistic {
  const outcome = compute(counts)
  const items = counts.reduce((sum, count) => sum + count, 0)
  const redraw = createRedraw(counts, createRandom(seed))
  return withInterval(outcome, items, () => compute(redraw()))
}

/** The same for a statistic whose `redraw` picks its items itself. */
export function withInterval(outcome: Outcome, items: number, redraw: () => Outcome): Statistic {
  if (outcome.value === null) return { ...outcome, interval: null, intervalReason: 'no-value' }
  if (items < 2) return { ...outcome, interval: null, intervalReason: 'one-item' }
  const values: number[] = []
  for (let draw = 0; draw < AGREEMENT_DRAWS; draw++) {
    const { value } = redraw()
    if (value !== null) values.push(value)
  }
  if (values.length < AGREEMENT_DRAWS * (1 - MOST_UNDEFINED))
    return { ...outcome, interval: null, intervalReason: 'often-undefined' }
  const sorted = Float64Array.from(values).sort()
  return {
    ...outcome,
    interval: { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) },
    intervalReason: null,
  }
}
