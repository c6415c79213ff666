import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { CopyButton } from './copy-button'

const TONES = {
  info: { icon: Info, classes: 'border-line bg-raised text-ink-soft' },
  warn: { icon: TriangleAlert, classes: 'border-warn/40 bg-warn-soft text-warn' },
  fault: { icon: CircleAlert, classes: 'border-fault/40 bg-fault-soft text-fault' },
} as const

interface NoticeProps {
  readonly tone: keyof typeof TONES
  readonly title: string
  readonly children?: ReactNode
  /** Details that can be copied into a report. */
  readonly details?: string
  readonly actions?: ReactNode
  readonly className?: string
}

/** Says what is the matter, where, and what to do. Faults are announced and stay until the cause is gone. */
export function Notice({ tone, title, children, details, actions, className }: NoticeProps) {
  const { icon: Icon, classes } = TONES[tone]
  return (
    <div
      role={tone === 'fault' ? 'alert' : undefined}
      className={classNames('flex items-start gap-2 rounded-md border p-3 text-body', classes, className)}
    >
      <Icon aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-ink-soft [overflow-wrap:anywhere]">{children}</div>}
        {details && (
          <details className="mt-1 text-meta text-ink-soft">
            <summary>Details</summary>
            <pre className="mt-1 max-h-40 overflow-auto whitespace-pre-wrap font-mono">{details}</pre>
            <CopyButton text={details} label="Copy details" />
          </details>
        )}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
