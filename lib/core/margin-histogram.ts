import { z } from 'zod'
import { judgeMargin } from './accuracy'

/** A bar: how many margins lie in [from, to), in nats. `null` marks an open end, which gathers the outliers. */
export const histogramBinSchema = z.object({
  from: z.number().nullable(),
  to: z.number().nullable(),
  count: z.int().min(0),
  /** How many of them are ties: wrong, on whatever side of zero they lie. */
  ties: z.int().min(0),
  /** Of the shuffled-persona control; `null` without one. */
  controlCount: z.int().min(0).nullable(),
})
export type HistogramBin = z.infer<typeof histogramBinSchema>

/** About how many bars there are between the outliers. */
const TARGET_BINS = 40
/** Share of margins at each end that may fall into an open bar. */
const OUTLIER_SHARE = 0.005

/**
 * Bars over margins, for the run and its control alike. Every edge is a multiple of one width of the form 1, 2 or 5 times a
 * power of ten, so that 0 is an edge; the first and last bars are open where half a per cent of the margins would stretch
 * the axis. Empty for no margins.
 */
export function binMargins(margins: readonly number[], control: readonly number[] | null): readonly HistogramBin[] {
  const sorted = Float64Array.from([...margins, ...(control ?? [])]).sort()
  const [smallest, largest] = [sorted[0], sorted[sorted.length - 1]]
  if (smallest === undefined || largest === undefined) return []
  const skip = Math.floor(sorted.length * OUTLIER_SHARE)
  const low = sorted[skip] ?? smallest
  const high = sorted[sorted.length - 1 - skip] ?? largest
  const width = niceWidth((high - low) / TARGET_BINS)
  const first = Math.floor(low / width)
  const last = Math.floor(high / width)
  const edge = (place: number) => Number((place * width).toPrecision(12))
  const count = (values: readonly number[]) => {
    const counts = new Array<number>(last - first + 1).fill(0)
    for (const value of values) {
      const place = binOf(value, first, last, width, edge)
      counts[place - first] = (counts[place - first] ?? 0) + 1
    }
    return counts
  }
  const counts = count(margins)
  const ties = count(margins.filter((margin) => judgeMargin(margin) === 'tie'))
  const controlCounts = control && count(control)
  return counts.map((value, index) => ({
    from: index === 0 && smallest < edge(first) ? null : edge(first + index),
    to: first + index === last && largest >= edge(last + 1) ? null : edge(first + index + 1),
    count: value,
    ties: ties[index] ?? 0,
    controlCount: controlCounts ? (controlCounts[index] ?? 0) : null,
  }))
}

// The edges are rounded, so the quotient may miss its bin by one.
function binOf(value: number, first: number, last: number, width: number, edge: (place: number) => number): number {
  let place = Math.floor(value / width)
  if (value < edge(place)) place--
  else if (value >= edge(place + 1)) place++
  return Math.min(last, Math.max(first, place))
}

function niceWidth(width: number): number {
  if (!(width > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(width))
  const factor = [1, 2, 5, 10].find((nice) => nice * power >= width) ?? 10
  return factor * power
}
