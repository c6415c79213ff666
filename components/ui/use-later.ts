'use client'
import { useEffect, useState } from 'react'
import { loadPart } from './load-part'

/** Where a browser does not say that it idles, and the longest that others are waited for. */
const IDLE_MS = 300
const MOST_IDLE_MS = 3000

/**
 * A part of the page that its first load does without; `null` until it is there. It is fetched while the browser idles,
 * so that it is at hand when first wanted, and at once when `isWanted`. Throws, for the error page, when it is wanted
 * and cannot be fetched although the server answers. `load` must be the same function at every render.
 */
export function useLater<Part extends object>(load: () => Promise<Part>, isWanted: boolean): Part | null {
  const [part, setPart] = useState<Part | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const isThere = part !== null

  useEffect(() => {
    if (isThere) return
    const own = new AbortController()
    function fetchPart() {
      loadPart(load, own.signal).then(
        (loaded) => {
          if (!own.signal.aborted) setPart(loaded)
        },
        (cause: unknown) => {
          // One that was only fetched ahead is asked for again when it is wanted.
          if (!own.signal.aborted && isWanted) setError(cause instanceof Error ? cause : new Error(String(cause)))
        },
      )
    }
    const cancel = isWanted ? fetchPart() : whenIdle(fetchPart)
    return () => {
      own.abort()
      cancel?.()
    }
  }, [load, isWanted, isThere])

  if (error) throw error
  return part
}

function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback === 'function') {
    const handle = window.requestIdleCallback(work, { timeout: MOST_IDLE_MS })
    return () => window.cancelIdleCallback(handle)
  }
  const timer = setTimeout(work, IDLE_MS)
  return () => clearTimeout(timer)
}
