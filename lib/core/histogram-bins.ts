/** Bins of whole numbers: bin `i` holds `start + i * width` up to and without `start + (i + 1) * width`. */
export interface HistogramBins {
  readonly start: number
  /** 1, 2 or 5 times a power of ten. */
  readonly width: number
  readonly count: number
}

/** Most bins of a header histogram. */
export const MOST_BINS = 24

/**
 * At most `most` bins with round edges that cover the whole numbers `min` to `max`, both included.
 * One bin of width 1 where they are equal; `null` where there is no value at all.
 */
export function planBins(min: number | null, max: number | null, most = MOST_BINS): HistogramBins | null {
  if (min === null || max === null) return null
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) {
      const width = step * power
      const first = Math.floor(min / width)
      const count = Math.floor(max / width) - first + 1
      if (count <= most) return { start: first * width, width, count }
    }
  }
}

/** The least and the greatest whole number of a bin: the ends of the range that filters to it. */
export function rangeOfBin(bins: HistogramBins, bin: number): { readonly min: number; readonly max: number } {
  const min = bins.start + bin * bins.width
  return { min, max: min + bins.width - 1 }
}

/** A bar of a histogram: how many rows lie in [min, max], both included. */
export interface HistogramBar {
  readonly min: number
  readonly max: number
  readonly count: number
}

/** The distribution of a facet. `bars` is empty when no row has a value; `min` and `max` are over all rows. */
export interface Histogram {
  readonly min: number | null
  readonly max: number | null
  readonly bars: readonly HistogramBar[]
}

/** The histogram over the bins of `planBins(min, max)`; `countOf` gives the rows of a bin. */
export function makeHistogram(min: number | null, max: number | null, countOf: (bin: number) => number): Histogram {
  const bins = planBins(min, max)
  if (bins === null) return { min, max, bars: [] }
  const bars = Array.from({ length: bins.count }, (_, bin) => ({ ...rangeOfBin(bins, bin), count: countOf(bin) }))
  return { min, max, bars }
}
