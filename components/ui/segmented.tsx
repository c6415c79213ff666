'use client'
import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'

interface SegmentedProps<Key extends string> {
  readonly label: string
  readonly value: Key
  readonly onChange: (key: Key) => void
  readonly options: readonly { readonly key: Key; readonly label: ReactNode }[]
}

/** A choice of one out of a few, all visible. */
export function Segmented<Key extends string>({ label, value, onChange, options }: SegmentedProps<Key>) {
  function choose(key: string) {
    const option = options.find((candidate) => candidate.key === key)
    if (option) onChange(option.key)
  }

  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={choose}
      className="inline-flex max-w-full overflow-x-auto rounded-md border border-line-strong p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.key}
          value={option.key}
          className="h-6 shrink-0 whitespace-nowrap rounded-sm px-2 text-meta text-ink-soft hover:text-ink data-[state=on]:bg-ink data-[state=on]:text-ground"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
