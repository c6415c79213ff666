import type { FacetKey, OptionalColumnKey, TextFieldKey } from './columns'
import { countActive, countConflicts } from './direction'
import type { Example } from './example'
import type { Filter } from './filter'
import type { FilterContext } from './filter-sql'
import { dimensionOf } from './filter-terms'
import { wordsOf } from './words'

/** An example where it stands. */
export interface PlacedExample {
  readonly example: Example
  readonly hash: string
  readonly shard: number
}

/**
 * Asks a filter of one example, straight from what the terms say. Slow: it is what tests hold SQL and the index against.
 * A run or a selection that `context` does not know keeps no row.
 */
export function meetsFilter(filter: Filter, row: PlacedExample, context: FilterContext = {}): boolean {
  const { example } = row
  switch (filter.kind) {
    case 'all':
      return filter.filters.every((part) => meetsFilter(part, row, context))
    case 'any':
      return filter.filters.some((part) => meetsFilter(part, row, context))
    case 'not':
      return !meetsFilter(filter.filter, row, context)
    case 'direction':
      return example.direction?.[dimensionOf(filter).index] === (filter.pole === 'positive' ? 1 : -1)
    case 'neutral':
      return example.direction?.[dimensionOf(filter).index] === 0
    case 'history': {
      const signs = [...example.ugc, ...example.pairs].map(({ direction }) => direction?.[dimensionOf(filter).index])
      const wanted = filter.pole === 'positive' ? 1 : -1
      if (filter.quantifier === 'some') return signs.includes(wanted)
      return signs.length > 0 && signs.every((sign) => sign === wanted)
    }
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
    case 'words': {
      const words = new Set(wordsOf(example.prompt))
      return wordsOf(filter.query).every((word) => words.has(word))
    }
    case 'shard':
      return row.shard === filter.shard
    case 'run':
      return context.rowsOfRun?.(filter).includes(row.hash) ?? false
    case 'selection':
      return context.rowsOfSelection?.(filter.selection).includes(row.hash) ?? false
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
    case 'conflict_count': {
      const history = [...example.ugc, ...example.pairs].map(({ direction }) => direction)
      return example.direction ? countConflicts(example.direction, history) : null
    }
  }
}

/** Whether an example lacks an optional column: NULL and empty texts and lists alike. */
export function isMissing(example: Example, column: OptionalColumnKey): boolean {
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
