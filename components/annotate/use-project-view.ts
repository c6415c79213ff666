'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatProjectView, type ProjectView, parseProjectView } from './project-view'

/** The view of a project's page, read from the address bar; a change of it is a step of the history. */
export function useProjectView(): readonly [ProjectView, (change: Partial<ProjectView>) => void] {
  const params = useSearchParams()
  const view = useMemo(() => parseProjectView(new URLSearchParams(params)), [params])
  const setView = useCallback((change: Partial<ProjectView>) => {
    const current = new URLSearchParams(window.location.search)
    const query = formatProjectView({ ...parseProjectView(current), ...change }, current)
    const address = query === '' ? window.location.pathname : `${window.location.pathname}?${query}`
    if (address === window.location.pathname + window.location.search) return
    window.history.pushState(null, '', address)
  }, [])
  return [view, setView]
}
