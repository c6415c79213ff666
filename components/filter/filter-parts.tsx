'use client'
import { useState } from 'react'
import { appendTo, filterAt, type GroupKind, groupParts, partsOf } from '@/lib/core/filter-tree'
import { formatFilter } from '@/lib/core/filter-url'
import { Button } from '../ui/button'
import { AddFilter } from './add-filter'
import { FilterPart, type FilterTreeProps } from './filter-part'

/** The parts of a group one below the other, with the ways to group them and to add one. */
export function FilterParts(props: FilterTreeProps) {
  const { root, path, choices, onChange } = props
  const group = filterAt(root, path)
  const parts = (group && partsOf(group)) ?? []
  const text = parts.map((part) => formatFilter(part)).join()
  const [ticked, setTicked] = useState<{ readonly text: string; readonly places: readonly number[] }>({
    text,
    places: [],
  })
  // Places mean nothing once the parts are others.
  const places = ticked.text === text ? ticked.places : []

  function gather(kind: GroupKind) {
    onChange(groupParts(root, path, places, kind))
  }

  return (
    <div className="flex flex-col gap-2">
      {parts.length === 0 && <p className="text-ink-soft">No conditions: every row is kept.</p>}
      <ul className="flex flex-col gap-1">
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal conditions may stand twice; the text tells others apart.
          <li key={`${at} ${formatFilter(part)}`}>
            <FilterPart
              {...props}
              path={[...path, at]}
              part={part}
              count={parts.length}
              isTicked={places.includes(at)}
              onTick={() =>
                setTicked({
                  text,
                  places: places.includes(at) ? places.filter((place) => place !== at) : [...places, at],
                })
              }
            >
              {partsOf(part) && <FilterParts {...props} path={[...path, at]} />}
            </FilterPart>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-1.5">
        <AddFilter choices={choices} onAdd={(condition) => onChange(appendTo(root, path, condition))} />
        {places.length > 0 && (
          <>
            <Button size="small" onClick={() => gather('any')}>
              Group as any of
            </Button>
            <Button size="small" onClick={() => gather('all')}>
              Group as all of
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
