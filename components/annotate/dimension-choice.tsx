'use client'
import { useState } from 'react'
import { DIMENSIONS, dimensionsOf, GROUPS } from '@/lib/core/dimensions'
import { classNames } from '../ui/class-names'
import { Input } from '../ui/input'
import { Segmented } from '../ui/segmented'

interface DimensionChoiceProps {
  /** Keys of dimensions; `null` for all 90. */
  readonly value: readonly string[] | null
  readonly onChange: (keys: string[] | null) => void
}

/** Which dimensions a question asks about: all, or those that are ticked. */
export function DimensionChoice({ value, onChange }: DimensionChoiceProps) {
  const [query, setQuery] = useState('')
  const wanted = query.trim().toLowerCase()
  const toggle = (key: string) =>
    onChange(
      DIMENSIONS.map((dimension) => dimension.key).filter((each) =>
        each === key ? !value?.includes(key) : value?.includes(each),
      ),
    )
  return (
    <div className="flex flex-col items-start gap-2">
      <Segmented
        label="Dimensions"
        value={value === null ? 'all' : 'some'}
        onChange={(key) => onChange(key === 'all' ? null : [])}
        options={[
          { key: 'all', label: 'All 90 dimensions' },
          { key: 'some', label: value === null ? 'Only some' : `Only ${value.length}` },
        ]}
      />
      {value !== null && (
        <div className="w-full rounded-md border">
          <Input
            aria-label="Find a dimension"
            placeholder="openness, humor…"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="rounded-b-none border-0 border-b"
          />
          <div className="grid max-h-64 grid-cols-[repeat(auto-fill,minmax(180px,1fr))] gap-x-3 overflow-y-auto p-2">
            {GROUPS.map((group) => {
              const shown = dimensionsOf(group.key).filter((dimension) =>
                `${dimension.label} ${dimension.positive} ${dimension.negative}`.toLowerCase().includes(wanted),
              )
              return shown.map((dimension, place) => (
                <label
                  key={dimension.key}
                  className={classNames('flex min-h-7 items-center gap-2', place === 0 && 'col-start-1')}
                >
                  <input
                    type="checkbox"
                    checked={value.includes(dimension.key)}
                    onChange={() => toggle(dimension.key)}
                    className="size-4 shrink-0 accent-(--ink)"
                  />
                  <span className="truncate" style={{ color: `var(--group-${group.key})` }} title={dimension.name}>
                    {dimension.label}
                  </span>
                </label>
              ))
            })}
          </div>
        </div>
      )}
    </div>
  )
}
