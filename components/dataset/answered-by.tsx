'use client'
import { Server } from 'lucide-react'
import type { Filter } from '@/lib/core/filter'
import type { View } from '@/lib/core/view'
import type { DatasetState } from '@/lib/dataset'
import { Button } from '../ui/button'
import { describeAnswers } from './describe-answers'

interface AnsweredByProps {
  readonly state: DatasetState
  readonly filter: Filter
  readonly onAnswers: (choice: View['answers']) => void
}

/** Says who answers about the rows, and lets a person choose. The server is never asked without this line. */
export function AnsweredBy({ state, filter, onAnswers }: AnsweredByProps) {
  if (state.source === null) return null
  const { text, isServer, other } = describeAnswers(state, filter)
  return (
    <section
      aria-label="Who answers"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b px-3 py-1 text-meta text-ink-soft"
    >
      {isServer && <Server aria-hidden className="size-3.5 shrink-0" />}
      <p aria-live="polite" className={isServer ? 'text-ink' : undefined}>
        {text}
      </p>
      {other && (
        <Button variant="quiet" size="small" onClick={() => onAnswers(other.choice)}>
          {other.label}
        </Button>
      )}
    </section>
  )
}
