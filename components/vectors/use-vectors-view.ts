'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatVectorsView, type ParsedVectorsView, parseVectorsView, type VectorsView } from '@/lib/core/vectors-view'

/** Changes the view; a step of the history unless told to replace the current one. */
export type SetVectorsView = (change: Partial<VectorsView>, options?: { readonly replace?: boolean }) => void

/** The view of Vectors, read from the address bar, its only home. */
export function useVectorsView(): readonly [ParsedVectorsView, SetVectorsView] {
  const params = useSearchParams()
  const view = useMemo(() => parseVectorsView(params), [params])

  const setView = useCallback<SetVectorsView>((change, options) => {
    const current = parseVectorsView(new URLSearchParams(window.location.search))
    const address = addressOf({ ...current, ...change })
    // A tab reports its choice twice, on press and on focus; a step of the history is for a change.
    if (address === addressOf(current)) return
    if (options?.replace) window.history.replaceState(null, '', address)
    else window.history.pushState(null, '', address)
  }, [])

  return [view, setView]
}

/** The address of a view of this page. */
export function addressOf(view: VectorsView): string {
  const query = formatVectorsView(view)
  return `/vectors${query ? `?${query}` : ''}`
}
