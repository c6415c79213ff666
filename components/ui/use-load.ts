'use client'
import { useEffect, useState } from 'react'

/** What an asynchronous read has come to. A new read keeps the last value, marked stale, until its own arrives. */
export type Load<Value> =
  | { readonly phase: 'loading'; readonly value: Value | null }
  | { readonly phase: 'failed'; readonly value: Value | null; readonly error: Error }
  | { readonly phase: 'ready'; readonly value: Value }

/**
 * Runs `read` whenever `key` changes and drops the answer of an older one. With a `null` key nothing is read.
 * `read` must depend on nothing that `key` does not name.
 */
export function useLoad<Value>(key: string | null, read: (signal: AbortSignal) => Promise<Value>): Load<Value> {
  const [{ of, load }, setState] = useState<LoadOfKey<Value>>({ of: null, load: { phase: 'loading', value: null } })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for everything that `read` uses.
  useEffect(() => {
    if (key === null) return
    const abort = new AbortController()
    const set = (next: (last: Value | null) => Load<Value>) =>
      setState((last) => ({ of: key, load: next(last.load.value) }))
    set((value) => ({ phase: 'loading', value }))
    read(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) set(() => ({ phase: 'ready', value }))
      },
      (cause: unknown) => {
        if (abort.signal.aborted) return
        const error = cause instanceof Error ? cause : new Error(String(cause))
        set((value) => ({ phase: 'failed', value, error }))
      },
    )
    return () => abort.abort()
  }, [key])

  // The first time that another key is seen, its read has not begun.
  return key === null || of === key ? load : { phase: 'loading', value: load.value }
}

interface LoadOfKey<Value> {
  readonly of: string | null
  readonly load: Load<Value>
}
