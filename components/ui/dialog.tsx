'use client'
import type { ReactNode } from 'react'
import { useLater } from './use-later'

export interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
  readonly className?: string
}

const loadPanel = () => import('./dialog-panel')

/** A centred dialog; below 720 px it fills the screen. What it is made of comes after the first load. */
export function Dialog(props: DialogProps) {
  const later = useLater(loadPanel, props.open)
  return later && <later.DialogPanel {...props} />
}
