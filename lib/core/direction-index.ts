import { type CoOccurrence, countPairs } from './direction-index-co-occurrence'
import { countPoles, type IndexCounts, type MaskedFilter, readRowMask, segmentsOf } from './direction-index-counts'
import { createKernel, type IndexKernel } from './direction-index-kernel'
import { SEGMENT_BYTES, SEGMENTS_AT } from './direction-index-layout'
import { findNearest, type NearestRows, type NearestTarget } from './direction-index-nearest'
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
  /** Forgets every row and keeps the memory. */
  clear(): void
}

/** An empty index on the fastest kernel at hand, or on the one given. */
export function createDirectionIndex(kernel: IndexKernel = createKernel()): DirectionIndex {
  let rows = 0
  kernel.reserve(SEGMENTS_AT)

  function append(batch: PlanesBatch): void {
    checkBatch(batch, rows)
    const end = batch.rowStart + batch.hasDirection.length
    kernel.reserve(SEGMENTS_AT + segmentsOf(end) * SEGMENT_BYTES)
    writeBatch(kernel.memory(), batch)
    rows = end
  }

  function clear(): void {
    kernel.memory().fill(0)
    rows = 0
  }

  return {
    kernel: kernel.kind,
    rows: () => rows,
    byteLength: () => kernel.memory().byteLength,
    append,
    countPoles: (filter, masks) => countPoles({ kernel, rows }, { filter, masks }),
    rowMask: (filter, masks) => readRowMask({ kernel, rows }, { filter, masks }),
    coOccurrence: (filter, masks) => countPairs({ kernel, rows }, { filter, masks }),
    nearest: (question) => findNearest({ kernel, rows }, question),
    clear,
  }
}
