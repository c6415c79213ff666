'use client'
import { useCallback, useEffect, useState } from 'react'
import type { Filter } from '@/lib/core/filter'
import type { Sort } from '@/lib/core/view'
import { type PageRow, readPage } from '@/lib/dataset'

const PAGE_SIZE = 100
/** Pages kept: older ones are read again when they scroll back into view. */
const KEPT_PAGES = 20

interface Pages {
  readonly key: string | null
  readonly pages: ReadonlyMap<number, readonly PageRow[]>
  readonly error: Error | null
}

interface RowPages {
  readonly rowAt: (index: number) => PageRow | null
  readonly onVisible: (first: number, last: number) => void
  readonly error: Error | null
}

/**
 * Reads the rows of a view page by page, as they are asked for. `key` names filter, order and loaded data; with `null`
 * there is nothing to read yet.
 */
export function useRowPages(key: string | null, filter: Filter, sort: Sort): RowPages {
  const [state, setState] = useState<Pages>({ key, pages: new Map(), error: null })
  const [visible, setVisible] = useState<readonly [number, number]>([0, 0])
  const pages = state.key === key ? state.pages : null
  const missing = listPages(visible).find((page) => !pages?.has(page)) ?? null

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for filter and sort.
  useEffect(() => {
    if (key === null || missing === null) return
    const abort = new AbortController()
    readPage({ filter, sort, offset: missing * PAGE_SIZE, limit: PAGE_SIZE }, abort.signal).then(
      (rows) => {
        if (!abort.signal.aborted) setState((last) => keepPage(last, key, missing, rows))
      },
      (cause: unknown) => {
        if (abort.signal.aborted) return
        const error = cause instanceof Error ? cause : new Error(String(cause))
        setState((last) => ({ ...last, key, error }))
      },
    )
    return () => abort.abort()
  }, [key, missing])

  const rowAt = useCallback(
    (index: number) => pages?.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE] ?? null,
    [pages],
  )
  const onVisible = useCallback((first: number, last: number) => {
    setVisible((seen) => (seen[0] === first && seen[1] === last ? seen : [first, last]))
  }, [])
  return { rowAt, onVisible, error: state.key === key ? state.error : null }
}

function listPages([first, last]: readonly [number, number]): readonly number[] {
  const pages = [Math.floor(first / PAGE_SIZE), Math.floor(last / PAGE_SIZE)]
  return [...new Set(pages)]
}

function keepPage(last: Pages, key: string, page: number, rows: readonly PageRow[]): Pages {
  const pages = new Map(last.key === key ? last.pages : [])
  pages.set(page, rows)
  for (const old of pages.keys()) {
    if (pages.size <= KEPT_PAGES) break
    if (old !== page) pages.delete(old)
  }
  return { key, pages, error: null }
}
