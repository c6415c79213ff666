import 'client-only'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { FacetHistogram, MissingCounts } from '@/lib/core/direction-index-histograms'
import type { NearestRows } from '@/lib/core/direction-index-nearest'
import type { RowPage, RowPlace } from '@/lib/core/direction-index-order'
import type { Filter } from '@/lib/core/filter'
import type { FilterContext } from '@/lib/core/filter-sql'
import type { RowMask } from '@/lib/core/row-mask'
import { runQuery } from './ask'
import { directionIndex } from './direction-index'
import type { OnProgress } from './direction-index-client'
import { resolveFilter } from './filter-context'
import {
  createPoleCounter,
  type ListPage,
  type ListRow,
  type NearestQuestion,
  type PoleCounts,
  pickBySql,
} from './pole-counter'
import { pickPreparedRows } from './prepared/pick-rows'
import { preparedSession } from './prepared/prepared-session'
import { nearestRows } from './queries/nearest-rows'
import { poleCounts } from './queries/pole-counts'
import { coOccurrenceOf, polePairs } from './queries/pole-pairs'
import { QueryError } from './query-error'
import { runServerQuery } from './server/ask-server'
import { serverSession, textServer } from './server/server-session'

const counter = createPoleCounter(directionIndex, (filter, signal, context) => {
  const prepared = preparedSession()
  if (!prepared) return pickBySql(runQuery)(filter, signal, context)
  const { lookups, files } = prepared
  const server = textServer()
  const pickTexts = server && pickBySql((query, asked) => runServerQuery(server, query, asked))
  return pickPreparedRows(filter, { lookups, rows: files.manifest.rows, context, pickTexts }, signal)
})

/** The counts of all poles under a filter over what is loaded. Throws the signal's reason, `IndexWorkerError`, `QueryError`. */
export async function countPoles(filter: Filter, signal: AbortSignal): Promise<PoleCounts> {
  const context = await resolveFilter(filter, signal)
  if (serverSession()) return countServerPoles(filter, signal, context)
  return await counter.countPoles(filter, signal, context)
}

/** The loaded rows that meet a filter, as bits by row number; throws as `countPoles`. */
export async function readRowMask(filter: Filter, signal: AbortSignal): Promise<RowMask> {
  const context = await resolveFilter(filter, signal)
  if (serverSession()) return pickBySql(runQuery)(filter, signal, context)
  return await counter.rowsOf(filter, signal, context)
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
  const context = await resolveFilter(filter, signal)
  if (serverSession()) return coOccurrenceOf(await runQuery(polePairs(filter, context), signal))
  return await counter.countPairs(filter, signal, { context, onProgress })
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
  const context = await resolveFilter(question.filter, signal)
  if (!serverSession()) return await counter.findNearest(question, signal, { context, onProgress })
  const { filter, ...target } = question
  const rows = await runQuery(nearestRows(target, filter, context), signal)
  return { rows, considered: (await countServerPoles(filter, signal, context)).withDirection }
}

/** Whether the index can answer any question: before it has rows, and once it is lost, only the database can. */
export function isIndexReady(): boolean {
  if (serverSession()) return false
  const state = directionIndex.state()
  return state.phase === 'ready' && state.lacks.length === 0
}

/** A histogram of every facet over the loaded rows under a filter, by the index; throws as `countPoles`. */
export async function readIndexHistograms(filter: Filter, signal: AbortSignal): Promise<readonly FacetHistogram[]> {
  return await counter.countHistograms(filter, signal, await resolveFilter(filter, signal))
}

/** How many of the loaded rows under a filter lack each optional column, by the index; throws as `countPoles`. */
export async function readIndexMissing(filter: Filter, signal: AbortSignal): Promise<MissingCounts> {
  return await counter.countMissing(filter, signal, await resolveFilter(filter, signal))
}

/** The numbers of some rows of a list, by the index; throws as `countPoles`. */
export async function readRowNumbers(page: ListPage, signal: AbortSignal): Promise<RowPage> {
  return await counter.readPage(page, signal, await resolveFilter(page.filter, signal))
}

/** Where a row stands in a list, by the index; throws as `countPoles`. */
export async function findRowPlace(row: ListRow, signal: AbortSignal): Promise<RowPlace> {
  return await counter.findPlace(row, signal, await resolveFilter(row.filter, signal))
}

/** The counts of the direction index, by SQL. */
async function countServerPoles(filter: Filter, signal: AbortSignal, context: FilterContext): Promise<PoleCounts> {
  const start = performance.now()
  const query = poleCounts(filter, context)
  const [counts] = await runQuery(query, signal)
  if (!counts) throw new QueryError('row', query.sql, 'The server counted nothing.')
  return { ...counts, via: 'server', ms: performance.now() - start }
}
