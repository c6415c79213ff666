import { DEFAULT_VIEW, formatView, type View } from '@/lib/core/view'
import type { DatasetState } from '@/lib/dataset'
import type { EarlyView } from '@/lib/dataset/early-view'

/** What the server sends of a source with the page. */
export interface FirstView {
  readonly source: string
  readonly isSynthetic: boolean
  readonly view: EarlyView
}

/**
 * What is shown of a source before its data can be asked: what the server sent with the page, or the totals of the prepared
 * dataset that is open, while they still stand for what is asked. `usual` is the source that opens when none is named.
 */
export function useEarlyRows(first: FirstView | null, usual: string | null, view: View, state: DatasetState) {
  const isPlain = formatView({ ...view, row: null, equaliser: DEFAULT_VIEW.equaliser, source: null }) === ''
  const isAsked = first !== null && (view.source ?? usual) === first.source
  const isOpen = state.source === null || (state.source.kind === 'server' && state.source.id === first?.source)
  if (!isPlain || state.phase === 'failed') return null
  return state.prepared?.early ?? (isAsked && isOpen ? first.view : null)
}
