'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { loadSelections } from './later'
import type { SelectionStore, SelectionsState } from './selection-store'

const UNREAD: SelectionsState = { phase: 'loading', selections: [] }
let opened: SelectionStore | null = null

/** The saved selections of this browser; renders again at every change of them. Their store comes after the first paint. */
export function useSelections(): SelectionsState {
  const [store, setStore] = useState(opened)
  useEffect(() => {
    if (store !== null) return
    let isOver = false
    void loadSelections().then((loaded) => {
      opened = loaded
      if (!isOver) setStore(loaded)
      if (loaded.getSnapshot().phase === 'loading') void loaded.load()
    })
    return () => {
      isOver = true
    }
  }, [store])
  const read = () => store?.getSnapshot() ?? UNREAD
  return useSyncExternalStore(store?.subscribe ?? ignore, read, read)
}

function ignore(): () => void {
  return () => undefined
}
