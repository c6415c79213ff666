'use client'
import type { KeyboardEvent } from 'react'
import { formatCount } from '../ui/format'
import { Textarea } from '../ui/input'

interface TextQuestionProps {
  readonly id: string
  readonly label: string
  readonly value: string
  /** In characters. */
  readonly maxLength: number
  readonly onChange: (text: string) => void
}

/** A free text. Escape leaves it, so that the page's keys work again. */
export function TextQuestion({ id, label, value, maxLength, onChange }: TextQuestionProps) {
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === 'Escape') event.currentTarget.blur()
  }
  const left = maxLength - value.length
  return (
    <div>
      <Textarea
        id={id}
        aria-label={label}
        value={value}
        maxLength={maxLength}
        rows={3}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {left < maxLength / 5 && (
        <p aria-live="polite" className="text-meta text-ink-faint">
          {formatCount(left)} characters left
        </p>
      )}
    </div>
  )
}
