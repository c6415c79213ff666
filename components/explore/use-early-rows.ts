'use client'
import { useMemo } from 'react'
import { DEFAULT_VIEW, formatView, type View } from '@/lib/core/view'
import type { DatasetState } from '@/lib/dataset'
import { type FirstRowsData, toColumnSummaries, toPageRows, toPoleTotals } from './first-rows'

/**
 * The rows that the server knows of the first source, while they still stand for what is asked and nothing else is open;
 * of a prepared dataset those of its totals.
 */
export function useEarlyRows(
  firstRows: FirstRowsData | null,
  firstSource: string | null,
  view: View,
  state: DatasetState,
) {
  const early = useMemo(
    () =>
      firstRows && {
        rows: toPageRows(firstRows),
        totals: toPoleTotals(firstRows),
        summaries: toColumnSummaries(firstRows),
        count: firstRows.totals.rows,
      },
    [firstRows],
  )
  const isPlain = formatView({ ...view, row: null, equaliser: DEFAULT_VIEW.equaliser, source: null }) === ''
  const isAsked = view.source === null || view.source === firstSource
  const isOpen = state.source === null || (state.source.kind === 'server' && state.source.id === firstSource)
  if (!isPlain || state.phase === 'failed') return null
  return state.prepared ? state.prepared.early : isAsked && isOpen ? early : null
}
