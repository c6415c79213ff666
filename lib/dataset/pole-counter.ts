import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { IndexCounts, MaskedFilter } from '@/lib/core/direction-index-counts'
import type { FacetHistogram, MissingCounts } from '@/lib/core/direction-index-histograms'
import type { NearestRows, NearestTarget } from '@/lib/core/direction-index-nearest'
import type { RowPage, RowPlace } from '@/lib/core/direction-index-order'
import type { Filter } from '@/lib/core/filter'
import type { FilterContext } from '@/lib/core/filter-sql'
import { runTermsOf } from '@/lib/core/filter-terms'
import { splitFilter } from '@/lib/core/index-filter'
import type { RowMask } from '@/lib/core/row-mask'
import type { Sort } from '@/lib/core/view'
import type { DirectionIndexClient, OnProgress } from './direction-index-client'
import type { Query } from './queries/query'
import { maskOfBlocks, rowMask } from './queries/row-mask'

/** Picks the rows that meet a part of a filter which the index does not know. */
export type PickRows = (filter: Filter, signal: AbortSignal, context?: FilterContext) => Promise<RowMask>

/** Runs a query of `queries/`. */
export type RunQuery = <Row>(query: Query<Row>, signal: AbortSignal) => Promise<Row[]>

/** Picks rows by asking the database. */
export function pickBySql(run: RunQuery): PickRows {
  return async (filter, signal, context) => maskOfBlocks(await run(rowMask(filter, context), signal))
}

/** The counts of all poles under a filter, who gave them, and how long it took. */
export interface PoleCounts extends IndexCounts {
  /** `index+sql` where the database had to pick the rows of some conditions first; `server` where that counts. */
  readonly via: 'index' | 'index+sql' | 'server'
  readonly ms: number
}

/** A target and the rows among which its neighbours are sought. */
export interface NearestQuestion extends NearestTarget {
  readonly filter: Filter
}

/** Some rows of a list: which, in which order, from where, how many. */
export interface ListPage {
  readonly filter: Filter
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
}

/** A row by its number, and the list it is sought in. */
export interface ListRow {
  readonly filter: Filter
  readonly sort: Sort
  readonly row: number
}

interface LongQuestion {
  readonly context?: FilterContext
  /** Told now and then of the share that is done, in [0, 1]. */
  readonly onProgress?: OnProgress
}

/** Answers what needs the index, asking the database for the conditions that the index does not know. */
export interface PoleCounter {
  /** Throws the signal's reason, `IndexWorkerError`, and what the database throws. */
  countPoles(filter: Filter, signal: AbortSignal, context?: FilterContext): Promise<PoleCounts>
  /** The rows that meet the filter; throws as `countPoles`. */
  rowsOf(filter: Filter, signal: AbortSignal, context?: FilterContext): Promise<RowMask>
  /** How often each two poles stand in one direction under the filter; throws as `countPoles`. */
  countPairs(filter: Filter, signal: AbortSignal, options?: LongQuestion): Promise<CoOccurrence>
  /** The rows nearest to a target; throws as `countPoles`. */
  findNearest(question: NearestQuestion, signal: AbortSignal, options?: LongQuestion): Promise<NearestRows>
  /** A histogram of every facet under the filter; throws as `countPoles`. */
  countHistograms(filter: Filter, signal: AbortSignal, context?: FilterContext): Promise<readonly FacetHistogram[]>
  /** How many rows under the filter lack each optional column; throws as `countPoles`. */
  countMissing(filter: Filter, signal: AbortSignal, context?: FilterContext): Promise<MissingCounts>
  /** Some rows of a list by their numbers, without the database where the filter allows; throws as `countPoles`. */
  readPage(question: ListPage, signal: AbortSignal, context?: FilterContext): Promise<RowPage>
  /** Where a row stands in a list; throws as `countPoles`. */
  findPlace(question: ListRow, signal: AbortSignal, context?: FilterContext): Promise<RowPlace>
}

/** Masks kept for the next question: dragging in the equaliser changes directions while the text search stays. */
const KEPT_MASKS = 8

/** Joins the index to what knows the rest of the same rows: the database, or the lookups of a prepared dataset. */
export function createPoleCounter(index: DirectionIndexClient, pick: PickRows): PoleCounter {
  const kept = new Map<string, RowMask>()

  async function readMask(filter: Filter, signal: AbortSignal, context?: FilterContext): Promise<RowMask> {
    const key = `${index.version()} ${JSON.stringify(filter)}`
    const known = kept.get(key)
    if (known) return known
    const mask = await pick(filter, signal, context)
    // A run that still scores gains rows, so its mask is read anew each time.
    if (runTermsOf(filter).length > 0) return mask
    kept.set(key, mask)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_MASKS) break
      kept.delete(oldest)
    }
    return mask
  }

  async function prepare(filter: Filter, signal: AbortSignal, context?: FilterContext): Promise<MaskedFilter> {
    const split = splitFilter(filter)
    const masks: RowMask[] = []
    for (const part of split.sql) masks.push(await readMask(part, signal, context))
    return { filter: split.index, masks }
  }

  return {
    countPoles: async (filter, signal, context) => {
      const start = performance.now()
      const question = await prepare(filter, signal, context)
      const counts = await index.countPoles(question, signal)
      return { ...counts, via: question.masks.length > 0 ? 'index+sql' : 'index', ms: performance.now() - start }
    },
    rowsOf: async (filter, signal, context) => index.rowMask(await prepare(filter, signal, context), signal),
    countPairs: async (filter, signal, { context, onProgress } = {}) =>
      index.coOccurrence(await prepare(filter, signal, context), signal, onProgress),
    findNearest: async ({ filter, ...target }, signal, { context, onProgress } = {}) =>
      index.nearest({ ...target, ...(await prepare(filter, signal, context)) }, signal, onProgress),
    countHistograms: async (filter, signal, context) =>
      index.histograms(await prepare(filter, signal, context), signal),
    countMissing: async (filter, signal, context) => index.missing(await prepare(filter, signal, context), signal),
    readPage: async ({ filter, ...page }, signal, context) =>
      index.page({ ...page, ...(await prepare(filter, signal, context)) }, signal),
    findPlace: async ({ filter, ...place }, signal, context) =>
      index.place({ ...place, ...(await prepare(filter, signal, context)) }, signal),
  }
}
