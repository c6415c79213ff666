import { type CoOccurrence, countPairs } from './direction-index-co-occurrence'
import {
  countPoles,
  type IndexCounts,
  type IndexedRows,
  type MaskedFilter,
  readRowMask,
  segmentsOf,
} from './direction-index-counts'
import { createFacetTable } from './direction-index-facets'
import {
  countHistograms,
  countMissing,
  createBinCodes,
  type FacetHistogram,
  type MissingCounts,
} from './direction-index-histograms'
import { createKernel, type IndexKernel } from './direction-index-kernel'
import { SEGMENT_BYTES, SEGMENTS_AT } from './direction-index-layout'
import { findNearest, type NearestRows, type NearestTarget } from './direction-index-nearest'
import {
  createRowOrders,
  findRowPlace,
  type ListQuestion,
  type RowPage,
  type RowPlace,
  readRowPage,
} from './direction-index-order'
import { createRangeBitmaps } from './direction-index-ranges'
import { checkBatch, type PlanesBatch, writeBatch } from './direction-index-rows'
import type { IndexFilter } from './index-filter'
import type { RowMask } from './row-mask'
import type { Steps } from './steps'

/**
 * The directions of all rows turned on their side: a bitmap for each of the 180 poles, for each pole of the histories,
 * and for having a direction at all. Counting all poles under a filter reads these bits and nothing else.
 * `masks` are always the rows behind the filter's `mask` terms. Between the steps of an answer the index may not be
 * asked or changed.
 */
export interface DirectionIndex {
  readonly kernel: IndexKernel['kind']
  rows(): number
  /** Memory held, in bytes. */
  byteLength(): number
  /** Throws `IndexBatchError`, and changes nothing, for rows out of order, lists of unequal length or bits past 89. */
  append(batch: PlanesBatch): void
  /** Counts all poles under the filter. */
  countPoles(filter: IndexFilter, masks: readonly RowMask[]): IndexCounts
  /** The rows that meet the filter. */
  rowMask(filter: IndexFilter, masks: readonly RowMask[]): RowMask
  /** How often each two poles stand in one direction, under the filter. */
  coOccurrence(filter: IndexFilter, masks: readonly RowMask[]): Steps<CoOccurrence>
  /** The rows under the filter with the directions nearest to a target; throws as `findNearest`. */
  nearest(question: MaskedFilter & NearestTarget): Steps<NearestRows>
  /** A histogram of every facet under the filter, with bins planned over every row. */
  histograms(filter: IndexFilter, masks: readonly RowMask[]): Steps<readonly FacetHistogram[]>
  /** How many of the rows under the filter lack each optional column. */
  missing(filter: IndexFilter, masks: readonly RowMask[]): MissingCounts
  /** Some consecutive rows of a list. */
  page(question: ListQuestion & { readonly offset: number; readonly limit: number }): Steps<RowPage>
  /** Where a row stands in a list. */
  place(question: ListQuestion & { readonly row: number }): Steps<RowPlace>
  /** Forgets every row and keeps the memory. */
  clear(): void
}

/** An empty index on the fastest kernel at hand, or on the one given. */
export function createDirectionIndex(kernel: IndexKernel = createKernel()): DirectionIndex {
  let rows = 0
  kernel.reserve(SEGMENTS_AT)
  const facets = createFacetTable()
  const ranges = createRangeBitmaps(facets)
  const bins = createBinCodes(facets)
  const orders = createRowOrders(facets, () => rows)
  const indexed = (): IndexedRows => ({ kernel, rows, facets, ranges, bins, orders })

  function append(batch: PlanesBatch): void {
    checkBatch(batch, rows)
    const end = batch.rowStart + batch.hasDirection.length
    kernel.reserve(SEGMENTS_AT + segmentsOf(end) * SEGMENT_BYTES)
    writeBatch(kernel.memory(), batch)
    facets.write(batch.rowStart, batch.facets, batch.shard)
    rows = end
  }

  function clear(): void {
    kernel.memory().fill(0)
    facets.clear()
    rows = 0
  }

  return {
    kernel: kernel.kind,
    rows: () => rows,
    byteLength: () => kernel.memory().byteLength + facets.byteLength(),
    append,
    countPoles: (filter, masks) => countPoles(indexed(), { filter, masks }),
    rowMask: (filter, masks) => readRowMask(indexed(), { filter, masks }),
    coOccurrence: (filter, masks) => countPairs(indexed(), { filter, masks }),
    nearest: (question) => findNearest(indexed(), question),
    histograms: (filter, masks) => countHistograms(indexed(), { filter, masks }),
    missing: (filter, masks) => countMissing(indexed(), { filter, masks }),
    page: (question) => readRowPage(indexed(), question),
    place: (question) => findRowPlace(indexed(), question),
    clear,
  }
}
