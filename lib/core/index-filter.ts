import type { Filter, FilterTerm } from './filter'
import { termsOf } from './filter-terms'

/** A filter that the direction index can answer; `mask` stands for rows that another part of the app picks. */
export type IndexFilter =
  | { readonly kind: 'all'; readonly filters: readonly IndexFilter[] }
  | { readonly kind: 'any'; readonly filters: readonly IndexFilter[] }
  | { readonly kind: 'not'; readonly filter: IndexFilter }
  /** The rows of the mask at this place of the list that goes with the filter. */
  | { readonly kind: 'mask'; readonly mask: number }
  | Extract<FilterTerm, { kind: 'direction' | 'neutral' | 'history' | 'range' | 'missing' | 'shard' }>

/** A filter cut in two: what the index answers, and what the database has to. */
export interface SplitFilter {
  readonly index: IndexFilter
  /** The filters behind the masks of `index`: `{ kind: 'mask', mask: i }` is `sql[i]`. */
  readonly sql: readonly Filter[]
}

/**
 * Cuts a filter into index terms and as few, as large as possible, parts for the database. The two together mean the
 * same as the filter: `index` with each mask replaced by its part.
 */
export function splitFilter(filter: Filter): SplitFilter {
  const sql: Filter[] = []
  return { index: splitInto(filter, sql), sql }
}

function splitInto(filter: Filter, sql: Filter[]): IndexFilter {
  if (isForDatabase(filter)) return { kind: 'mask', mask: sql.push(filter) - 1 }
  switch (filter.kind) {
    case 'all':
    case 'any': {
      const database = filter.filters.filter(isForDatabase)
      const [only] = database
      const joint = database.length > 1 ? { kind: filter.kind, filters: database } : only
      const rest = filter.filters.filter((part) => !isForDatabase(part)).map((part) => splitInto(part, sql))
      return { kind: filter.kind, filters: joint ? [...rest, splitInto(joint, sql)] : rest }
    }
    case 'not':
      return { kind: 'not', filter: splitInto(filter.filter, sql) }
    case 'direction':
    case 'neutral':
    case 'history':
    case 'range':
    case 'missing':
    case 'shard':
      return filter
    case 'text':
    case 'words':
    case 'run':
    case 'selection':
      return { kind: 'mask', mask: sql.push(filter) - 1 }
  }
}

function isForDatabase(filter: Filter): boolean {
  const terms = termsOf(filter)
  return terms.length > 0 && !terms.some(isIndexTerm)
}

function isIndexTerm(term: FilterTerm): boolean {
  switch (term.kind) {
    case 'direction':
    case 'neutral':
    case 'history':
    case 'range':
    case 'missing':
    case 'shard':
      return true
    default:
      return false
  }
}
