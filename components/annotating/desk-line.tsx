import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'

interface DeskLineProps {
  readonly tone: 'info' | 'fault'
  readonly children: string
  readonly actions?: ReactNode
}

/** One line above the item: it says something and takes no more room than that. */
export function DeskLine({ tone, children, actions }: DeskLineProps) {
  const Icon = tone === 'fault' ? CircleAlert : Info
  return (
    <div
      role={tone === 'fault' ? 'alert' : 'status'}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-1',
        tone === 'fault' ? 'text-fault' : 'text-ink-soft',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">{children}</p>
      {actions && <div className="flex gap-1">{actions}</div>}
    </div>
  )
}
