import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a tab under its heading. */
export function Section({ title, note, actions, children }: SectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <div>
          <h2 className="text-read font-semibold">{title}</h2>
          {note && <p className="max-w-[80ch] text-meta text-ink-soft">{note}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  )
}
