import { FACETS, type FacetKey, OPTIONAL_COLUMNS, type OptionalColumnKey } from './columns'
import { countActive } from './direction'
import type { Example } from './example'
import { planBins } from './histogram-bins'

/** A facet over all rows: its ends, and the rows of each bin of `planBins(min, max)`. */
export interface FacetTotals {
  readonly min: number | null
  readonly max: number | null
  readonly counts: readonly number[]
}

/** What the headers of the table show before any database is up: each facet, and the rows that lack each part. */
export interface SummaryTotals {
  readonly facets: Readonly<Record<FacetKey, FacetTotals>>
  readonly missing: Readonly<Record<OptionalColumnKey, number>>
}

/** The facets of a row as the `examples` table holds them; `null` where the row has no direction to count. */
export function facetsOf(example: Example): Readonly<Record<FacetKey, number | null>> {
  return {
    prompt_length: example.prompt.length,
    chosen_length: example.chosen.length,
    rejected_length: example.rejected.length,
    length_difference: example.chosen.length - example.rejected.length,
    ugc_count: example.ugc.length,
    pair_count: example.pairs.length,
    active_count: example.direction === null ? null : countActive(example.direction),
  }
}

/** Adds rows up to `SummaryTotals`, the numbers that `facetRanges`, `histogram` and `nullShares` give for all of them. */
export class SummaryTally {
  readonly #values = new Map(FACETS.map(({ key }) => [key, new Map<number, number>()]))
  readonly #missing = new Map<OptionalColumnKey, number>(OPTIONAL_COLUMNS.map(({ key }) => [key, 0]))

  add(example: Example): void {
    const facets = facetsOf(example)
    for (const [key, values] of this.#values) {
      const value = facets[key]
      if (value !== null) values.set(value, (values.get(value) ?? 0) + 1)
    }
    for (const [key, count] of this.#missing) if (isMissing(example, key)) this.#missing.set(key, count + 1)
  }

  totals(): SummaryTotals {
    const facet = (key: FacetKey) => totalsOf(this.#values.get(key) ?? new Map())
    const missing = (key: OptionalColumnKey) => this.#missing.get(key) ?? 0
    return {
      facets: {
        prompt_length: facet('prompt_length'),
        chosen_length: facet('chosen_length'),
        rejected_length: facet('rejected_length'),
        length_difference: facet('length_difference'),
        ugc_count: facet('ugc_count'),
        pair_count: facet('pair_count'),
        active_count: facet('active_count'),
      },
      missing: {
        direction: missing('direction'),
        demographics: missing('demographics'),
        profile: missing('profile'),
        persona: missing('persona'),
        ugc: missing('ugc'),
        pairs: missing('pairs'),
      },
    }
  }
}

function isMissing(example: Example, column: OptionalColumnKey): boolean {
  switch (column) {
    case 'direction':
      return example.direction === null
    case 'persona':
      return (example.groundTruthPersona ?? '') === ''
    default:
      return (example[column] ?? '').length === 0
  }
}

function totalsOf(values: ReadonlyMap<number, number>): FacetTotals {
  let min: number | null = null
  let max: number | null = null
  for (const value of values.keys()) {
    min = Math.min(min ?? value, value)
    max = Math.max(max ?? value, value)
  }
  const bins = planBins(min, max)
  if (bins === null) return { min, max, counts: [] }
  const counts = new Array<number>(bins.count).fill(0)
  for (const [value, count] of values) {
    const bin = Math.floor((value - bins.start) / bins.width)
    counts[bin] = (counts[bin] ?? 0) + count
  }
  return { min, max, counts }
}
