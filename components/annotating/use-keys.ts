'use client'
import { useEffect, useEffectEvent, useState } from 'react'
import { chordOf, findAction, formatKeys, type KeyMap, parseKeys } from './key-map'

const STORED = 'alignx-lens.keys'
/** Actions that a held key does again and again. */
const REPEATED = ['next-question', 'previous-question', 'back', 'forward']

/** The keys of this browser, those of them that no longer fit, and how to change them. */
export interface OwnKeys {
  readonly keys: KeyMap
  readonly dropped: readonly string[]
  readonly setKeys: (keys: KeyMap) => void
}

/** Keys as this browser keeps them. */
export function useOwnKeys(): OwnKeys {
  const [own, setOwn] = useState(() => parseKeys(readKept()))
  function setKeys(keys: KeyMap) {
    setOwn({ keys, dropped: [] })
    try {
      localStorage.setItem(STORED, formatKeys(keys))
    } catch {
      // Where nothing can be kept the keys last as long as the page.
    }
  }
  return { ...own, setKeys }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null
  }
}

/** Calls `onAction` with the action of each pressed key; a key that it takes (`true`) does nothing else. */
export function useKeyActions(keys: KeyMap, onAction: (action: string) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const chord = chordOf(event)
    if (chord === null || event.defaultPrevented || event.isComposing) return
    if (document.querySelector('[role="dialog"], [role="menu"]')) return
    const target = event.target instanceof HTMLElement ? event.target : document.body
    if (isOfControl(target, chord)) return
    const action = findAction(keys, chord, isTyping(target) ? 'everywhere' : 'page')
    if (action === null) return
    // A key that is held down submits one item, not all.
    const isDone = event.repeat && !REPEATED.includes(action)
    if (isDone || onAction(action)) event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

function isTyping(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'range', 'button'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** Enter and Space press what has the focus. */
function isOfControl(target: HTMLElement, chord: string): boolean {
  if (chord !== 'Enter' && chord !== 'Space') return false
  return target.closest('button, a[href], summary, [role="tab"], [role="button"]') !== null
}
