import type { IndexKernel } from './direction-index-kernel'
import {
  BITMAP_BYTES,
  bitmapAt,
  HAS_DIRECTION,
  HISTORY_NEGATIVE,
  HISTORY_POSITIVE,
  NEGATIVE,
  PRESENT,
  SCRATCH_MASKS,
} from './direction-index-layout'
import { dimensionOf } from './filter-terms'
import type { IndexFilter } from './index-filter'
import type { RowMask } from './row-mask'

/** What a filter is asked of: one segment, and the rows behind the `mask` terms. */
export interface Evaluation {
  readonly kernel: IndexKernel
  readonly masks: readonly RowMask[]
  readonly segment: number
}

/** Where the segment's rows that meet the filter lie: a bitmap of the index, or the scratch mask at `slot`. */
export function evaluate(evaluation: Evaluation, filter: IndexFilter, slot: number): number {
  const { kernel, segment } = evaluation
  if (slot >= SCRATCH_MASKS) throw new RangeError(`The filter is more than ${SCRATCH_MASKS - 1} levels deep`)
  const target = slot * BITMAP_BYTES
  const start = (bitmap: number) => {
    const from = bitmapAt(segment, bitmap)
    kernel.memory().copyWithin(target, from, from + BITMAP_BYTES)
  }
  switch (filter.kind) {
    case 'direction':
      return bitmapAt(segment, dimensionOf(filter).index + (filter.pole === 'positive' ? 0 : NEGATIVE))
    case 'history':
      return bitmapAt(
        segment,
        dimensionOf(filter).index + (filter.pole === 'positive' ? HISTORY_POSITIVE : HISTORY_NEGATIVE),
      )
    case 'has-direction':
      return bitmapAt(segment, HAS_DIRECTION)
    case 'neutral': {
      const { index } = dimensionOf(filter)
      start(HAS_DIRECTION)
      kernel.andNot(target, bitmapAt(segment, index), BITMAP_BYTES)
      kernel.andNot(target, bitmapAt(segment, index + NEGATIVE), BITMAP_BYTES)
      return target
    }
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

function loadMask({ kernel, masks, segment }: Evaluation, place: number, target: number): void {
  const mask = masks[place]
  if (!mask) throw new RangeError(`The filter asks for mask ${place}, ${masks.length} were given`)
  const part = mask.subarray(segment * BITMAP_BYTES, (segment + 1) * BITMAP_BYTES)
  const memory = kernel.memory()
  memory.set(part, target)
  memory.fill(0, target + part.length, target + BITMAP_BYTES)
}
