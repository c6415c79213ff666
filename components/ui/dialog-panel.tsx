'use client'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useRef } from 'react'
import { Button } from './button'
import { classNames } from './class-names'
import type { DialogProps } from './dialog'

/** A centred dialog; below 720 px it fills the screen. Closed, it gives the focus back to what had it. */
export function DialogPanel({ open, onOpenChange, title, description, children, className }: DialogProps) {
  const opener = useRef<Element | null>(null)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          className={classNames(
            'fixed inset-x-4 top-[8vh] z-50 mx-auto flex max-h-[84vh] max-w-2xl flex-col rounded-md bg-ground shadow-overlay outline-none max-[720px]:inset-0 max-[720px]:top-0 max-[720px]:max-h-none max-[720px]:rounded-none',
            className,
          )}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className="flex items-start justify-between gap-4 border-b px-4 py-3">
            <div>
              <Radix.Title className="text-title font-medium">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-0.5 text-body text-ink-soft">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button variant="quiet" size="icon" aria-label="Close">
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
