'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatView, type ParsedView, parseView, type View } from '@/lib/core/view'

/**
 * The view of Explore, read from the address bar, its only home. `setView` adds a step to the history (Back undoes
 * it) unless told to replace the current one.
 */
export function useView(): readonly [ParsedView, (change: Partial<View>, options?: { replace?: boolean }) => void] {
  const params = useSearchParams()
  const view = useMemo(() => parseView(params), [params])

  const setView = useCallback((change: Partial<View>, options?: { replace?: boolean }) => {
    const current = parseView(new URLSearchParams(window.location.search))
    const query = formatView({ ...current, ...change })
    const address = `${window.location.pathname}${query ? `?${query}` : ''}`
    if (options?.replace) window.history.replaceState(null, '', address)
    else window.history.pushState(null, '', address)
  }, [])

  return [view, setView]
}
