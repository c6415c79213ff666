import { type Dimension, findDimension } from './dimensions'
import type { Filter, FilterTerm } from './filter'

/** A condition on the margins of a run. */
export type RunTerm = Extract<FilterTerm, { kind: 'run' }>

/** Every term of a filter from left to right, repeats included. */
export function termsOf(filter: Filter): readonly FilterTerm[] {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return filter.filters.flatMap(termsOf)
    case 'not':
      return termsOf(filter.filter)
    default:
      return [filter]
  }
}

/** The run terms of a filter: what has to be looked up among the results before the filter can be asked of the rows. */
export function runTermsOf(filter: Filter): readonly RunTerm[] {
  return termsOf(filter).filter((term) => term.kind === 'run')
}

/** The saved selections that a filter names, each once. */
export function selectionsOf(filter: Filter): readonly string[] {
  return [...new Set(termsOf(filter).flatMap((term) => (term.kind === 'selection' ? [term.selection] : [])))]
}

/** A text that is equal for run terms that ask for the same rows. */
export function runTermKey(term: RunTerm): string {
  return `${term.run} ${term.from} ${term.to}`
}

/** The dimension that a checked term names. Throws `RangeError` for a key that `filterSchema` would have refused. */
export function dimensionOf(term: { readonly dimension: string }): Dimension {
  const dimension = findDimension(term.dimension)
  if (!dimension) throw new RangeError(`There is no dimension ${JSON.stringify(term.dimension)}`)
  return dimension
}
