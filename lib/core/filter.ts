import type { z } from 'zod'
import type { termSchema } from './filter-schema'

export type FilterTerm = z.infer<typeof termSchema>
export type TermKind = FilterTerm['kind']

/** A Boolean combination of terms. `all` of nothing is every row, `any` of nothing is none. */
export type Filter =
  | { readonly kind: 'all'; readonly filters: readonly Filter[] }
  | { readonly kind: 'any'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | FilterTerm

/** Most `all`, `any` and `not` that may stand inside one another. */
export const FILTER_DEPTH = 8

/** Most filters in one `all` or `any`. */
export const MOST_FILTERS = 200

/** The filter that keeps every row. */
export const EVERY_ROW: Filter = { kind: 'all', filters: [] }

/** The top-level conditions, as shown by pills. A filter that is not an `all` is one condition. */
export function conditionsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'all' ? filter.filters : [filter]
}

/** The filter that keeps the rows that meet each condition. */
export function allOf(conditions: readonly Filter[]): Filter {
  return { kind: 'all', filters: conditions }
}

/** The filter as an `all` of its top-level conditions, as which it is edited. */
export function asRoot(filter: Filter): Filter {
  return allOf(conditionsOf(filter))
}
