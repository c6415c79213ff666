'use client'
import { useEffect } from 'react'
import { OWN_FILES } from '@/lib/core/view'
import { dataset } from '@/lib/dataset'
import type { SourceSummary } from './source-summary'

/**
 * Opens the source that the address names, whenever that changes. An address without one keeps what is open, or opens
 * the first source offered. Files of the tab itself cannot be opened again: whatever else is open then is closed.
 */
export function useOpenFromView(view: { readonly source: string | null }, sources: readonly SourceSummary[]) {
  const first = sources[0]?.id ?? null
  useEffect(() => {
    const { source, phase } = dataset.getSnapshot()
    if (view.source === OWN_FILES) {
      if (source?.kind === 'server') void dataset.closeDataset()
      return
    }
    const wanted = view.source ?? (phase === 'empty' ? first : null)
    const isOpen = source?.kind === 'server' && source.id === wanted
    if (wanted !== null && !isOpen) void dataset.openServerSource(wanted)
  }, [view.source, first])
}
