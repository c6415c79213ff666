'use client'
import { type ReactNode, useState } from 'react'
import { Opener } from './opener'
import { useLater } from './use-later'

interface MenuItem {
  /** Tells items of the same label apart. */
  readonly key?: string
  readonly label: string
  /** Said in small letters beside the label. */
  readonly hint?: string
  readonly onSelect: () => void
}

export interface MenuProps {
  readonly trigger: ReactNode
  /** Above the items. */
  readonly label: string
  readonly items: readonly MenuItem[]
}

const loadPanel = () => import('./menu-panel')

/** A list of actions behind one button. What it is made of comes after the first load. */
export function Menu(props: MenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const later = useLater(loadPanel, isWanted)
  if (later && isWanted) return <later.MenuPanel {...props} />
  return (
    <Opener opens="menu" onOpen={() => setIsWanted(true)}>
      {props.trigger}
    </Opener>
  )
}
