'use client'
import { useSyncExternalStore } from 'react'
import { LOCAL_ANNOTATOR } from '@/lib/core/annotation/local-annotator'

const KEY = 'alignx-lens.annotator'
const listeners = new Set<() => void>()
/** Where a browser keeps nothing, the choice lasts as long as the page. */
let unkept: string | null = null

/** The id of the annotator as whom this browser works: the local administrator until another is chosen. */
export function readCurrentAnnotator(): string {
  if (unkept !== null) return unkept
  try {
    return localStorage.getItem(KEY) ?? LOCAL_ANNOTATOR
  } catch {
    return LOCAL_ANNOTATOR
  }
}

/** Works as this annotator from now on, in every tab of this browser. */
export function chooseAnnotator(id: string): void {
  unkept = null
  try {
    if (id === LOCAL_ANNOTATOR) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, id)
  } catch {
    unkept = id
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
  }
}

/** The id of the annotator as whom this browser works; `null` while the page is made ready, when it is not known yet. */
export function useCurrentAnnotator(): string | null {
  return useSyncExternalStore(subscribe, readCurrentAnnotator, () => null)
}
