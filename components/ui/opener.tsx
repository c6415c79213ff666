'use client'
'use no memo'
import { Slot } from 'radix-ui'
import type { KeyboardEvent, ReactNode } from 'react'

interface OpenerProps {
  readonly opens: 'menu' | 'dialog'
  readonly onOpen: () => void
  readonly children: ReactNode
}

/** A button as it stands before what it opens was first wanted; its panel takes its place then. */
export function Opener({ opens, onOpen, children }: OpenerProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (opens !== 'menu' || event.key !== 'ArrowDown') return
    event.preventDefault()
    onOpen()
  }

  return (
    <Slot.Root aria-haspopup={opens} aria-expanded={false} onClick={onOpen} onKeyDown={onKeyDown}>
      {children}
    </Slot.Root>
  )
}
