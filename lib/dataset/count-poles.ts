import 'client-only'
import type { RowMask } from '@/lib/core/direction-index'
import type { Filter } from '@/lib/core/filter'
import { directionIndex } from './direction-index'
import { runQuery } from './engine'
import { resolveFilter } from './filter-context'
import { createPoleCounter, type PoleCounts } from './pole-counter'

const counter = createPoleCounter(directionIndex, runQuery)

/** The counts of all poles under a filter over what is loaded. Throws the signal's reason, `IndexWorkerError`, `QueryError`. */
export async function countPoles(filter: Filter, signal: AbortSignal): Promise<PoleCounts> {
  return await counter.countPoles(filter, signal, await resolveFilter(filter, signal))
}

/** The loaded rows that meet a filter, as bits by row number; throws as `countPoles`. */
export async function readRowMask(filter: Filter, signal: AbortSignal): Promise<RowMask> {
  return await counter.rowsOf(filter, signal, await resolveFilter(filter, signal))
}
