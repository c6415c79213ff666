'use client'
import { useEffect, useSyncExternalStore } from 'react'
import type { SelectionsState } from './selection-store'
import { selections } from './selections'

/** The saved selections of this browser; renders again at every change of them. */
export function useSelections(): SelectionsState {
  useEffect(() => {
    if (selections.getSnapshot().phase === 'loading') void selections.load()
  }, [])
  return useSyncExternalStore(selections.subscribe, selections.getSnapshot, selections.getSnapshot)
}
