'use client'
'use no memo'
import { type ReactNode, useId } from 'react'

interface SegmentedProps<Key extends string> {
  readonly label: string
  readonly value: Key
  readonly onChange: (key: Key) => void
  readonly options: readonly { readonly key: Key; readonly label: ReactNode }[]
}

/** A choice of one out of a few, all visible. */
export function Segmented<Key extends string>({ label, value, onChange, options }: SegmentedProps<Key>) {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex max-w-full overflow-x-auto rounded-md border border-line-strong p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.key}
          className="relative flex h-6 shrink-0 items-center whitespace-nowrap rounded-sm px-2 text-meta text-ink-soft hover:text-ink has-checked:bg-ink has-checked:text-ground has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-signal"
        >
          <input
            type="radio"
            name={name}
            checked={option.key === value}
            onChange={() => onChange(option.key)}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
