import type { DirectionIndex } from '@/lib/core/direction-index'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { IndexCounts, MaskedFilter } from '@/lib/core/direction-index-counts'
import type { NearestRows, NearestTarget } from '@/lib/core/direction-index-nearest'
import type { PlanesBatch } from '@/lib/core/direction-index-rows'
import type { RowMask } from '@/lib/core/row-mask'

/** A change of the rows, or a question about them. */
export type IndexWork =
  | { readonly kind: 'append'; readonly batch: PlanesBatch }
  | { readonly kind: 'clear' }
  | ({ readonly kind: 'count' } & MaskedFilter)
  | ({ readonly kind: 'mask' } & MaskedFilter)
  | ({ readonly kind: 'co-occurrence' } & MaskedFilter)
  | ({ readonly kind: 'nearest' } & MaskedFilter & NearestTarget)

/**
 * What the page asks of the index's worker, which does one work after another; answers carry the same `id`. `cancel`
 * ends the work of this `id`, under way or waiting: it is answered with `cancelled`, or was answered already.
 */
export type IndexRequest = { readonly id: number } & (IndexWork | { readonly kind: 'cancel' })

/** How large the index is and what it runs on. */
export interface IndexSize {
  readonly rows: number
  readonly byteLength: number
  readonly kernel: DirectionIndex['kernel']
}

/** The last word of the worker on a request. */
export type IndexAnswer =
  | ({ readonly kind: 'size' } & IndexSize)
  | { readonly kind: 'counts'; readonly counts: IndexCounts }
  | { readonly kind: 'mask'; readonly mask: RowMask }
  | { readonly kind: 'co-occurrence'; readonly coOccurrence: CoOccurrence }
  | { readonly kind: 'nearest'; readonly nearest: NearestRows }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

/** What the worker sends: `progress` with the share that is done, in [0, 1], any number of times before the answer. */
export type IndexReply = { readonly id: number } & (IndexAnswer | { readonly kind: 'progress'; readonly done: number })
