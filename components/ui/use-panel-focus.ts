'use client'
import { type RefObject, useLayoutEffect } from 'react'

/** Gives a panel the focus as it opens, and back to what had it as it closes, unless the focus has moved elsewhere. */
export function usePanelFocus(panel: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const aside = panel.current
    const opener = document.activeElement
    aside?.focus()
    return () => {
      const isInside = aside?.contains(document.activeElement) ?? false
      if (isInside && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true })
    }
  }, [panel])
}
