'use client'
import type { ReactNode } from 'react'

interface TextSectionProps {
  readonly title: string
  readonly children: ReactNode
}

/** A part of a row under its title. */
export function TextSection({ title, children }: TextSectionProps) {
  return (
    <section>
      <h3 className="mb-1 text-meta font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  )
}
