'use client'
import { useState } from 'react'
import { GuidelinesText } from '../annotators/guidelines-text'
import { Textarea } from '../ui/input'
import { Segmented } from '../ui/segmented'

interface GuidelinesFieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
}

/** Guidelines in Markdown, to write and to see as annotators will. */
export function GuidelinesField({ value, onChange }: GuidelinesFieldProps) {
  const [mode, setMode] = useState<'write' | 'read'>('write')
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-meta font-medium text-ink-soft">Guidelines, in Markdown</span>
        <Segmented
          label="Guidelines"
          value={mode}
          onChange={setMode}
          options={[
            { key: 'write', label: 'Write' },
            { key: 'read', label: 'Preview' },
          ]}
        />
      </div>
      {mode === 'write' ? (
        <Textarea
          aria-label="Guidelines"
          value={value}
          maxLength={100_000}
          rows={12}
          onChange={(event) => onChange(event.target.value)}
          className="font-mono text-meta leading-normal"
        />
      ) : (
        <div className="min-h-60 rounded-md border p-3">
          <GuidelinesText text={value} />
        </div>
      )}
    </div>
  )
}
