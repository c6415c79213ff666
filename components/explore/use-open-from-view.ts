'use client'
import { useEffect } from 'react'
import type { View } from '@/lib/core/view'
import { dataset } from '@/lib/dataset'
import type { SourceSummary } from './source-summary'

/** Opens the source that the address names, or the first one offered, whenever that changes. */
export function useOpenFromView(view: View, sources: readonly SourceSummary[]) {
  const wanted = view.source ?? sources[0]?.id ?? null
  useEffect(() => {
    const { source, phase } = dataset.getSnapshot()
    const isOpen = source?.kind === 'server' && source.id === wanted
    const isOwnFiles = source?.kind === 'files' && view.source === null
    if (wanted === null || isOpen || isOwnFiles || (phase !== 'empty' && view.source === null)) return
    void dataset.openServerSource(wanted)
  }, [wanted, view.source])
}
