import type { DirectionIndex } from '@/lib/core/direction-index'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { IndexCounts, MaskedFilter } from '@/lib/core/direction-index-counts'
import type { FacetHistogram, MissingCounts } from '@/lib/core/direction-index-histograms'
import type { Projection, ProjectionQuestion, RowAspect } from '@/lib/core/direction-index-map'
import type { NearestRows, NearestTarget } from '@/lib/core/direction-index-nearest'
import type { ListQuestion, RowPage, RowPlace } from '@/lib/core/direction-index-order'
import type { IndexPart } from '@/lib/core/direction-index-parts'
import type { PlanesBatch } from '@/lib/core/direction-index-rows'
import type { PrincipalComponents } from '@/lib/core/principal-components'
import type { RowMask } from '@/lib/core/row-mask'
import type { LoadProblem } from './load-error'
import type { PartProgress, PreparedIndexPart } from './prepared/part-reader'

/** The rows `offset` to `offset + limit - 1` of a list. */
export interface PageQuestion extends ListQuestion {
  readonly offset: number
  readonly limit: number
}

/** A change of the rows, or a question about them. */
export type IndexWork =
  | { readonly kind: 'append'; readonly batch: PlanesBatch }
  | PartWork
  | { readonly kind: 'clear' }
  | ({ readonly kind: 'count' } & MaskedFilter)
  | ({ readonly kind: 'mask' } & MaskedFilter)
  | ({ readonly kind: 'co-occurrence' } & MaskedFilter)
  | ({ readonly kind: 'nearest' } & MaskedFilter & NearestTarget)
  | ({ readonly kind: 'histograms' } & MaskedFilter)
  | ({ readonly kind: 'missing' } & MaskedFilter)
  | ({ readonly kind: 'page' } & PageQuestion)
  | ({ readonly kind: 'place' } & ListQuestion & { readonly row: number })
  | { readonly kind: 'components' }
  | { readonly kind: 'project'; readonly question: ProjectionQuestion }
  | { readonly kind: 'row-values'; readonly aspect: RowAspect }

/** Reads a part of a prepared dataset into the index; other work is done while it waits for bytes. */
export type PartWork = { readonly kind: 'load-part' } & PreparedIndexPart

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
  /** What some rows lack: questions about it fail until it is loaded. */
  readonly lacks: readonly IndexPart[]
}

/** The last word of the worker on a request. */
export type IndexAnswer =
  | ({ readonly kind: 'size' } & IndexSize)
  | { readonly kind: 'counts'; readonly counts: IndexCounts }
  | { readonly kind: 'mask'; readonly mask: RowMask }
  | { readonly kind: 'co-occurrence'; readonly coOccurrence: CoOccurrence }
  | { readonly kind: 'nearest'; readonly nearest: NearestRows }
  | { readonly kind: 'histograms'; readonly histograms: readonly FacetHistogram[] }
  | { readonly kind: 'missing'; readonly missing: MissingCounts }
  | { readonly kind: 'page'; readonly page: RowPage }
  | { readonly kind: 'place'; readonly place: RowPlace }
  | { readonly kind: 'components'; readonly components: PrincipalComponents | null }
  | { readonly kind: 'project'; readonly projection: Projection }
  | { readonly kind: 'row-values'; readonly values: Int8Array | Int32Array }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'part-failed'; readonly problem: LoadProblem }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

/**
 * What the worker sends, any number of times before the answer: `progress` with the share that is done, in [0, 1];
 * `part-progress` when more of a part, and so more rows, are in.
 */
export type IndexReply = { readonly id: number } & (
  | IndexAnswer
  | { readonly kind: 'progress'; readonly done: number }
  | ({ readonly kind: 'part-progress' } & IndexSize & PartProgress)
)
