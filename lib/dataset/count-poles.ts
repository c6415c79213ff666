import 'client-only'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { NearestRows } from '@/lib/core/direction-index-nearest'
import type { Filter } from '@/lib/core/filter'
import type { RowMask } from '@/lib/core/row-mask'
import { directionIndex } from './direction-index'
import type { OnProgress } from './direction-index-client'
import { runQuery } from './engine'
import { createPoleCounter, type NearestQuestion, type PoleCounts } from './pole-counter'
import { resolveRuns } from './run-rows'

const counter = createPoleCounter(directionIndex, runQuery)

/** The counts of all poles under a filter over what is loaded. Throws the signal's reason, `IndexWorkerError`, `QueryError`. */
export async function countPoles(filter: Filter, signal: AbortSignal): Promise<PoleCounts> {
  return await counter.countPoles(filter, signal, await resolveRuns(filter, signal))
}

/** The loaded rows that meet a filter, as bits by row number; throws as `countPoles`. */
export async function readRowMask(filter: Filter, signal: AbortSignal): Promise<RowMask> {
  return await counter.rowsOf(filter, signal, await resolveRuns(filter, signal))
}

/**
 * How often each two poles stand in one direction among the loaded rows under a filter, 180 x 180 with their number;
 * throws as `countPoles`. `onProgress` is told of the share that is done, in [0, 1]; aborting ends the work.
 */
export async function readCoOccurrence(
  filter: Filter,
  signal: AbortSignal,
  onProgress?: OnProgress,
): Promise<CoOccurrence> {
  return await counter.countPairs(filter, signal, { context: await resolveRuns(filter, signal), onProgress })
}

/**
 * The loaded rows under a filter whose directions are nearest to a target, or contradict it most, best first; throws as
 * `countPoles`. A row that is the target itself is among them.
 */
export async function readNearest(
  question: NearestQuestion,
  signal: AbortSignal,
  onProgress?: OnProgress,
): Promise<NearestRows> {
  return await counter.findNearest(question, signal, {
    context: await resolveRuns(question.filter, signal),
    onProgress,
  })
}
