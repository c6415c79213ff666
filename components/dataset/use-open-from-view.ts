'use client'
import { useEffect } from 'react'
import { OWN_FILES, type View } from '@/lib/core/view'
import { dataset } from '@/lib/dataset'
import type { SourceSummary } from './source-summary'

/**
 * Opens the source that the address names, whenever that changes. An address without one keeps what is open, or opens
 * the first source offered. One that does not say who answers keeps who does. Files of the tab itself cannot be opened again: whatever else is open then is closed.
 */
export function useOpenFromView(view: Pick<View, 'source' | 'answers'>, sources: readonly SourceSummary[]) {
  const first = sources[0]?.id ?? null
  useEffect(() => {
    const { source, phase, answers } = dataset.getSnapshot()
    if (view.source === OWN_FILES) {
      if (source?.kind === 'server') void dataset.closeDataset()
      return
    }
    const open = source?.kind === 'server' ? source.id : null
    const wanted = view.source ?? (phase === 'empty' ? first : open)
    const isOpen = open === wanted && (view.answers === null || view.answers === answers.choice)
    if (wanted !== null && !isOpen) void dataset.openServerSource(wanted, view.answers)
  }, [view.source, view.answers, first])
}
