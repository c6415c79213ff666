'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatProfileView, type ParsedProfileView, type ProfileView, parseProfileView } from '@/lib/core/profile-view'

/** Changes the view; a step of the history unless told to replace the current one. */
export type SetProfileView = (change: Partial<ProfileView>, options?: { readonly replace?: boolean }) => void

/** The view of a profile, read from the address bar, its only home. */
export function useProfileView(): readonly [ParsedProfileView, SetProfileView] {
  const params = useSearchParams()
  const view = useMemo(() => parseProfileView(params), [params])

  const setView = useCallback<SetProfileView>((change, options) => {
    const current = parseProfileView(new URLSearchParams(window.location.search))
    const query = formatProfileView({ ...current, ...change })
    const address = `${window.location.pathname}${query ? `?${query}` : ''}`
    if (options?.replace) window.history.replaceState(null, '', address)
    else window.history.pushState(null, '', address)
  }, [])

  return [view, setView]
}
