import type { OptionalColumnKey } from './columns'
import type { IndexKernel } from './direction-index-kernel'
import {
  BITMAP_BYTES,
  bitmapAt,
  EVERY_NEGATIVE,
  EVERY_POSITIVE,
  HAS_DEMOGRAPHICS,
  HAS_DIRECTION,
  HAS_PERSONA,
  HAS_PROFILE,
  HISTORY_NEGATIVE,
  HISTORY_POSITIVE,
  NEGATIVE,
  PRESENT,
  SCRATCH_MASKS,
} from './direction-index-layout'
import type { ColumnSpan, RangeBitmaps } from './direction-index-ranges'
import { dimensionOf } from './filter-terms'
import type { IndexFilter } from './index-filter'
import type { RowMask } from './row-mask'

/** What a filter is asked of: one segment, and the rows behind the `mask` terms. */
export interface Evaluation {
  readonly kernel: IndexKernel
  readonly ranges: RangeBitmaps
  readonly masks: readonly RowMask[]
  readonly segment: number
}

/** Where the segment's rows that meet the filter lie: a bitmap of the index, or the scratch mask at `slot`. */
export function evaluate(evaluation: Evaluation, filter: IndexFilter, slot: number): number {
  const { kernel, segment } = evaluation
  if (slot >= SCRATCH_MASKS - 1) throw new RangeError(`The filter is more than ${SCRATCH_MASKS - 2} levels deep`)
  const target = slot * BITMAP_BYTES
  const start = (bitmap: number) => {
    const from = bitmapAt(segment, bitmap)
    kernel.memory().copyWithin(target, from, from + BITMAP_BYTES)
  }
  switch (filter.kind) {
    case 'direction':
      return bitmapAt(segment, dimensionOf(filter).index + (filter.pole === 'positive' ? 0 : NEGATIVE))
    case 'history': {
      const [positive, negative] =
        filter.quantifier === 'every' ? [EVERY_POSITIVE, EVERY_NEGATIVE] : [HISTORY_POSITIVE, HISTORY_NEGATIVE]
      return bitmapAt(segment, dimensionOf(filter).index + (filter.pole === 'positive' ? positive : negative))
    }
    case 'neutral': {
      const { index } = dimensionOf(filter)
      start(HAS_DIRECTION)
      kernel.andNot(target, bitmapAt(segment, index), BITMAP_BYTES)
      kernel.andNot(target, bitmapAt(segment, index + NEGATIVE), BITMAP_BYTES)
      return target
    }
    case 'missing':
      start(PRESENT)
      kernel.andNot(target, whereGiven(evaluation, filter.column, slot + 1), BITMAP_BYTES)
      return target
    case 'range':
      return loadSpan(evaluation, { column: filter.facet, min: filter.min, max: filter.max }, slot)
    case 'shard':
      return loadSpan(evaluation, { column: 'shard', min: filter.shard, max: filter.shard }, slot)
    case 'mask':
      loadMask(evaluation, filter.mask, target)
      kernel.and(target, bitmapAt(segment, PRESENT), BITMAP_BYTES)
      return target
    case 'not':
      start(PRESENT)
      kernel.andNot(target, evaluate(evaluation, filter.filter, slot + 1), BITMAP_BYTES)
      return target
    case 'all':
      start(PRESENT)
      for (const part of filter.filters) kernel.and(target, evaluate(evaluation, part, slot + 1), BITMAP_BYTES)
      return target
    case 'any':
      kernel.memory().fill(0, target, target + BITMAP_BYTES)
      for (const part of filter.filters) kernel.or(target, evaluate(evaluation, part, slot + 1), BITMAP_BYTES)
      return target
  }
}

/** As `evaluate`, but always in the scratch mask at `slot`, where it may be changed. */
export function evaluateInto(evaluation: Evaluation, filter: IndexFilter, slot: number): number {
  const target = slot * BITMAP_BYTES
  const found = evaluate(evaluation, filter, slot)
  if (found !== target) evaluation.kernel.memory().copyWithin(target, found, found + BITMAP_BYTES)
  return target
}

/** Where the segment's rows lie that have the column. */
function whereGiven(evaluation: Evaluation, column: OptionalColumnKey, slot: number): number {
  const { segment } = evaluation
  switch (column) {
    case 'direction':
      return bitmapAt(segment, HAS_DIRECTION)
    case 'demographics':
      return bitmapAt(segment, HAS_DEMOGRAPHICS)
    case 'profile':
      return bitmapAt(segment, HAS_PROFILE)
    case 'persona':
      return bitmapAt(segment, HAS_PERSONA)
    case 'ugc':
      return loadSpan(evaluation, { column: 'ugc_count', min: 1, max: null }, slot)
    case 'pairs':
      return loadSpan(evaluation, { column: 'pair_count', min: 1, max: null }, slot)
  }
}

function loadSpan({ kernel, ranges, segment }: Evaluation, span: ColumnSpan, slot: number): number {
  const target = slot * BITMAP_BYTES
  kernel.memory().set(ranges.read(span, segment), target)
  return target
}

function loadMask({ kernel, masks, segment }: Evaluation, place: number, target: number): void {
  const mask = masks[place]
  if (!mask) throw new RangeError(`The filter asks for mask ${place}, ${masks.length} were given`)
  const part = mask.subarray(segment * BITMAP_BYTES, (segment + 1) * BITMAP_BYTES)
  const memory = kernel.memory()
  memory.set(part, target)
  memory.fill(0, target + part.length, target + BITMAP_BYTES)
}
