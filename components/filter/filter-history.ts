import { asRoot, type Filter } from '@/lib/core/filter'
import { formatFilter } from '@/lib/core/filter-url'

/** The filters of this page before and after the present one, nearest last. */
export interface FilterHistory {
  readonly past: readonly Filter[]
  readonly present: Filter
  readonly future: readonly Filter[]
}

/** Steps that can be undone. */
export const MOST_STEPS = 200

/** A history that starts with a filter. */
export function startHistory(filter: Filter): FilterHistory {
  return { past: [], present: asRoot(filter), future: [] }
}

/**
 * The history once the page shows `filter`: unchanged for the present one, a step back or forth for its neighbours in the
 * history (however the page came there, Back included), and otherwise a new step after which nothing can be redone.
 */
export function followFilter(history: FilterHistory, filter: Filter): FilterHistory {
  const next = asRoot(filter)
  const { past, present, future } = history
  if (isSame(next, present)) return history
  if (isSame(next, past.at(-1))) return { past: past.slice(0, -1), present: next, future: [...future, present] }
  if (isSame(next, future.at(-1))) return { past: [...past, present], present: next, future: future.slice(0, -1) }
  return { past: [...past, present].slice(-MOST_STEPS), present: next, future: [] }
}

function isSame(filter: Filter, other: Filter | undefined): boolean {
  return other !== undefined && formatFilter(filter) === formatFilter(other)
}
