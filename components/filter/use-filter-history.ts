'use client'
import { useEffect, useState } from 'react'
import { conditionsOf, type Filter } from '@/lib/core/filter'
import { followFilter, startHistory } from './filter-history'

/** Steps through the filters of this page; `null` where there is no such step. */
export interface FilterSteps {
  readonly undo: (() => void) | null
  readonly redo: (() => void) | null
}

/** Undo and redo of a filter, with buttons of the caller's and with Ctrl+Z and Ctrl+Shift+Z outside of text fields. */
export function useFilterHistory(filter: Filter, onChange: (conditions: readonly Filter[]) => void): FilterSteps {
  const [history, setHistory] = useState(() => startHistory(filter))
  const current = followFilter(history, filter)
  if (current !== history) setHistory(current)
  const [before, after] = [current.past.at(-1), current.future.at(-1)]
  const undo = before ? () => onChange(conditionsOf(before)) : null
  const redo = after ? () => onChange(conditionsOf(after)) : null

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const key = event.key.toLowerCase()
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return
      const { target } = event
      if (target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, [contenteditable]'))
        return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) redo?.()
      else undo?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  return { undo, redo }
}
