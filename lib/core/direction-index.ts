import { FACETS } from './columns'
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
import { SEGMENT_BYTES, SEGMENT_ROWS, SEGMENTS_AT } from './direction-index-layout'
import {
  findIndexComponents,
  type Projection,
  type ProjectionQuestion,
  projectRows,
  type RowAspect,
  readRowValues,
} from './direction-index-map'
import { findNearest, type NearestRows, type NearestTarget } from './direction-index-nearest'
import {
  createRowOrders,
  findRowPlace,
  type ListQuestion,
  type RowPage,
  type RowPlace,
  readRowPage,
} from './direction-index-order'
import {
  createMissingParts,
  type FacetSegments,
  type IndexPart,
  listSegments,
  partsOf,
  partsOfSort,
  type SegmentBytes,
  writeFacetSegments,
  writeHistorySegments,
  writeOwnSegments,
} from './direction-index-parts'
import { createRangeBitmaps } from './direction-index-ranges'
import { checkBatch, IndexBatchError, type PlanesBatch, writeBatch } from './direction-index-rows'
import type { IndexFilter } from './index-filter'
import type { PrincipalComponents } from './principal-components'
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
  /**
   * Takes the own bitmaps of the next rows from a prepared dataset, of `rows` rows; they lack history and facets until
   * those are loaded too. All three throw `IndexBatchError`, and change nothing, for bytes that do not fit.
   */
  loadOwn(part: SegmentBytes, rows: number): void
  /** Takes the history bitmaps of rows that are there. */
  loadHistory(part: SegmentBytes, rows: number): void
  /** Takes the facets of rows that are there, whole segments at a time. */
  loadFacets(part: FacetSegments): void
  /** The parts that some rows lack: a question that needs one throws `IndexPartMissingError`. */
  lacks(): readonly IndexPart[]
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
  /** The axes of a map of all rows with a direction; `null` where nothing varies. */
  components(): Steps<PrincipalComponents | null>
  /** The places of all rows on a map; throws as `projectRows`. */
  project(question: ProjectionQuestion): Steps<Projection>
  /** One number a row, for the colours of a map. */
  rowValues(aspect: RowAspect): Steps<Int8Array | Int32Array>
  /** Forgets every row and keeps the memory. */
  clear(): void
}

const NO_PART: ReadonlySet<IndexPart> = new Set()
const EVERY: IndexFilter = { kind: 'all', filters: [] }
const FACETS_PART: ReadonlySet<IndexPart> = new Set<IndexPart>(['facets'])

/** An empty index on the fastest kernel at hand, or on the one given. */
export function createDirectionIndex(kernel: IndexKernel = createKernel()): DirectionIndex {
  let rows = 0
  kernel.reserve(SEGMENTS_AT)
  const facets = createFacetTable()
  const ranges = createRangeBitmaps(facets)
  const bins = createBinCodes(facets)
  const orders = createRowOrders(facets, () => rows)
  const missing = createMissingParts()

  /** The rows, for a question that needs these parts of them. */
  function indexed(filter: IndexFilter, needed: ReadonlySet<IndexPart> = NO_PART): IndexedRows {
    missing.check(partsOf(filter), needed)
    return { kernel, rows, facets, ranges, bins, orders }
  }

  function append(batch: PlanesBatch): void {
    checkBatch(batch, rows)
    const end = batch.rowStart + batch.hasDirection.length
    kernel.reserve(SEGMENTS_AT + segmentsOf(end) * SEGMENT_BYTES)
    writeBatch(kernel.memory(), batch)
    const many = batch.hasDirection.length
    for (const [at, { key }] of FACETS.entries())
      facets.write(key, batch.rowStart, batch.facets.subarray(at * many, (at + 1) * many), null)
    facets.write('shard', batch.rowStart, new Int32Array(many).fill(batch.shard), null)
    rows = end
  }

  function loadOwn(part: SegmentBytes, many: number): void {
    if (part.rowStart < rows)
      throw new IndexBatchError(`Rows from ${part.rowStart} on cannot follow the ${rows} rows in the index`)
    const end = part.rowStart + many
    kernel.reserve(SEGMENTS_AT + segmentsOf(end) * SEGMENT_BYTES)
    writeOwnSegments(kernel.memory(), part, many)
    rows = end
    for (const lacking of ['history', 'facets'] as const) missing.mark(lacking, listSegments(part.rowStart, many), true)
  }

  function loadHistory(part: SegmentBytes, many: number): void {
    checkLoaded(part.rowStart + many)
    writeHistorySegments(kernel.memory(), part, many)
    missing.mark('history', listSegments(part.rowStart, many), false)
  }

  function loadFacets(part: FacetSegments): void {
    checkLoaded(part.rowStart + part.rows)
    if (part.rowStart % SEGMENT_ROWS !== 0 || (part.rows % SEGMENT_ROWS !== 0 && part.rowStart + part.rows !== rows))
      throw new IndexBatchError(`The ${part.rows} rows from ${part.rowStart} on are not whole segments`)
    writeFacetSegments(facets, part)
    missing.mark('facets', listSegments(part.rowStart, part.rows), false)
  }

  function checkLoaded(end: number): void {
    if (end > rows) throw new IndexBatchError(`There are ${rows} rows, none up to ${end}`)
  }

  function clear(): void {
    missing.clear()
    kernel.memory().fill(0)
    facets.clear()
    rows = 0
  }

  return {
    kernel: kernel.kind,
    rows: () => rows,
    byteLength: () => kernel.memory().byteLength + facets.byteLength(),
    append,
    loadOwn,
    loadHistory,
    loadFacets,
    lacks: () => missing.list(),
    countPoles: (filter, masks) => countPoles(indexed(filter), { filter, masks }),
    rowMask: (filter, masks) => readRowMask(indexed(filter), { filter, masks }),
    coOccurrence: (filter, masks) => countPairs(indexed(filter), { filter, masks }),
    nearest: (question) => findNearest(indexed(question.filter), question),
    histograms: (filter, masks) => countHistograms(indexed(filter, FACETS_PART), { filter, masks }),
    missing: (filter, masks) => countMissing(indexed(filter, FACETS_PART), { filter, masks }),
    page: (question) => readRowPage(indexed(question.filter, partsOfSort(question.sort.key)), question),
    place: (question) => findRowPlace(indexed(question.filter, partsOfSort(question.sort.key)), question),
    components: () => findIndexComponents(indexed(EVERY)),
    project: (question) => projectRows(indexed(EVERY), question),
    rowValues: (aspect) => readRowValues(indexed(EVERY, aspect.kind === 'facet' ? FACETS_PART : NO_PART), aspect),
    clear,
  }
}
