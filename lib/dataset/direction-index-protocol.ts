import type { DirectionIndex, IndexCounts, PlanesBatch, RowMask } from '@/lib/core/direction-index'
import type { IndexFilter } from '@/lib/core/index-filter'

/** A filter for the index with the rows behind its `mask` terms. */
export interface IndexQuestion {
  readonly filter: IndexFilter
  readonly masks: readonly RowMask[]
}

/** What the page asks of the index's worker; answers carry the same `id`. */
export type IndexRequest = { readonly id: number } & (
  | { readonly kind: 'append'; readonly batch: PlanesBatch }
  | { readonly kind: 'clear' }
  | ({ readonly kind: 'count' } & IndexQuestion)
  | ({ readonly kind: 'mask' } & IndexQuestion)
)

/** How large the index is and what it runs on. */
export interface IndexSize {
  readonly rows: number
  readonly byteLength: number
  readonly kernel: DirectionIndex['kernel']
}

/** What the worker answers. */
export type IndexReply = { readonly id: number } & (
  | ({ readonly kind: 'size' } & IndexSize)
  | { readonly kind: 'counts'; readonly counts: IndexCounts }
  | { readonly kind: 'mask'; readonly mask: RowMask }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }
)

/** Answers one request. Faults become a `failed` reply, so that the worker lives on. */
export function answerIndexRequest(index: DirectionIndex, request: IndexRequest): IndexReply {
  const { id } = request
  try {
    switch (request.kind) {
      case 'append':
        index.append(request.batch)
        return { id, kind: 'size', ...sizeOf(index) }
      case 'clear':
        index.clear()
        return { id, kind: 'size', ...sizeOf(index) }
      case 'count':
        return { id, kind: 'counts', counts: index.countPoles(request.filter, request.masks) }
      case 'mask':
        return { id, kind: 'mask', mask: index.rowMask(request.filter, request.masks) }
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause))
    return { id, kind: 'failed', name: error.name, message: error.message }
  }
}

function sizeOf(index: DirectionIndex): IndexSize {
  return { rows: index.rows(), byteLength: index.byteLength(), kernel: index.kernel }
}
