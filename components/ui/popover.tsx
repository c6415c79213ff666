'use client'
import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

interface PopoverProps {
  readonly trigger: ReactNode
  readonly label: string
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
  readonly className?: string
  /** Open as it comes, for one that is loaded when it is first wanted. */
  readonly defaultOpen?: boolean
}

/** A panel beside its trigger, closed by Escape or a click elsewhere. */
export function Popover({ trigger, label, children, align = 'start', className, defaultOpen }: PopoverProps) {
  return (
    <Radix.Root defaultOpen={defaultOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={classNames(
            'z-50 max-h-[70vh] max-w-[calc(100vw-16px)] overflow-auto rounded-md bg-ground p-3 shadow-overlay',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
