'use client'
import { useEffect, useEffectEvent } from 'react'

/** `j` goes on, `k` goes back, unless somebody is writing. */
export function useMoveKeys(onMove: (by: -1 | 1) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isWriting = event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]')
    const isOptionOfLine = event.target instanceof HTMLInputElement && event.target.type === 'radio'
    if ((isWriting && !isOptionOfLine) || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'j') onMove(1)
    else if (event.key === 'k') onMove(-1)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Ctrl or ⌘ with Enter, wherever the focus is. */
export function useSubmitKey(onSubmit: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    if (event.target instanceof Element && event.target.closest('[role=dialog]')) return
    event.preventDefault()
    onSubmit()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
