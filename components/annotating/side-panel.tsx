'use client'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { Button } from '../ui/button'
import { usePanelFocus } from '../ui/use-panel-focus'

interface SidePanelProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A panel beside the item, on a phone in its place. Escape closes it. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null)
  usePanelFocus(panel)
  const close = useEffectEvent(onClose)

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('[role="dialog"]')) return
      close()
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={title}
      className="flex w-[380px] shrink-0 flex-col border-l bg-ground outline-none max-[1300px]:absolute max-[1300px]:inset-y-0 max-[1300px]:right-0 max-[1300px]:z-30 max-[1300px]:shadow-overlay max-[720px]:fixed max-[720px]:inset-0 max-[720px]:z-40 max-[720px]:w-full"
    >
      <header className="flex h-11 shrink-0 items-center gap-2 border-b px-4">
        <h2 className="mr-auto truncate font-semibold">{title}</h2>
        <Button variant="quiet" size="icon-small" onClick={onClose} aria-label={`Close: ${title}`} title="Close  Esc">
          <X aria-hidden />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
    </aside>
  )
}
