import type { FacetKey, OptionalColumnKey, TextFieldKey } from './columns'
import { countActive } from './direction'
import type { Example } from './example'
import type { Filter } from './filter'
import { dimensionOf, type RunTerm } from './filter-terms'

/** An example where it stands. */
export interface PlacedExample {
  readonly example: Example
  readonly hash: string
  readonly shard: number
}

/**
 * Asks a filter of one example, straight from what the terms say. Slow: it is what tests hold SQL and the index against.
 * `rowsOfRun` gives the content hashes that a run term keeps.
 */
export function meetsFilter(
  filter: Filter,
  row: PlacedExample,
  rowsOfRun: (term: RunTerm) => readonly string[] = () => [],
): boolean {
  const { example } = row
  switch (filter.kind) {
    case 'all':
      return filter.filters.every((part) => meetsFilter(part, row, rowsOfRun))
    case 'any':
      return filter.filters.some((part) => meetsFilter(part, row, rowsOfRun))
    case 'not':
      return !meetsFilter(filter.filter, row, rowsOfRun)
    case 'direction':
      return example.direction?.[dimensionOf(filter).index] === (filter.pole === 'positive' ? 1 : -1)
    case 'neutral':
      return example.direction?.[dimensionOf(filter).index] === 0
    case 'history':
      return [...example.ugc, ...example.pairs].some(
        ({ direction }) => direction?.[dimensionOf(filter).index] === (filter.pole === 'positive' ? 1 : -1),
      )
    case 'range': {
      const value = facetOf(example, filter.facet)
      if (value === null) return false
      return (filter.min === null || value >= filter.min) && (filter.max === null || value <= filter.max)
    }
    case 'missing':
      return isMissing(example, filter.column)
    case 'text':
      return filter.fields.some((field) =>
        textsOf(example, field).some((text) => text.toLowerCase().includes(filter.query.toLowerCase())),
      )
    case 'shard':
      return row.shard === filter.shard
    case 'run':
      return rowsOfRun(filter).includes(row.hash)
  }
}

/** A facet of an example, `null` where it is not defined. */
export function facetOf(example: Example, facet: FacetKey): number | null {
  switch (facet) {
    case 'prompt_length':
      return example.prompt.length
    case 'chosen_length':
      return example.chosen.length
    case 'rejected_length':
      return example.rejected.length
    case 'length_difference':
      return example.chosen.length - example.rejected.length
    case 'ugc_count':
      return example.ugc.length
    case 'pair_count':
      return example.pairs.length
    case 'active_count':
      return example.direction ? countActive(example.direction) : null
  }
}

function isMissing(example: Example, column: OptionalColumnKey): boolean {
  switch (column) {
    case 'direction':
      return example.direction === null
    case 'demographics':
      return !example.demographics
    case 'profile':
      return !example.profile
    case 'persona':
      return !example.groundTruthPersona
    case 'ugc':
      return example.ugc.length === 0
    case 'pairs':
      return example.pairs.length === 0
  }
}

function textsOf(example: Example, field: TextFieldKey): readonly string[] {
  switch (field) {
    case 'demographics':
      return example.demographics === null ? [] : [example.demographics]
    case 'ugc':
      return example.ugc.flatMap(({ prompt, comment }) => [prompt, comment])
    case 'pairs':
      return example.pairs.flatMap(({ prompt, chosen, rejected }) => [prompt, chosen, rejected])
    default:
      return [example[field]]
  }
}
