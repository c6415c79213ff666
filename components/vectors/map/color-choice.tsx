import { useId } from 'react'
import { FACETS } from '@/lib/core/columns'
import { DIMENSIONS, GROUPS } from '@/lib/core/dimensions'
import type { Filter } from '@/lib/core/filter'
import { runTermsOf } from '@/lib/core/filter-terms'
import { formatColor, type MapColor, readColor } from '@/lib/core/map-view'
import { Select } from '../../ui/input'
import { nameColor } from './prepare-coloring'

interface ColorChoiceProps {
  readonly color: MapColor
  /** Runs that it names can colour the rows by their margins. */
  readonly filter: Filter
  readonly onChange: (color: MapColor) => void
}

/** What the rows are coloured by. */
export function ColorChoice({ color, filter, onChange }: ColorChoiceProps) {
  const id = useId()
  const runs = [...new Set([...runTermsOf(filter).map(({ run }) => run), ...(color.kind === 'run' ? [color.run] : [])])]
  const option = (choice: MapColor) => (
    <option key={formatColor(choice)} value={formatColor(choice)}>
      {nameColor(choice)}
    </option>
  )
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-meta text-ink-soft">
        Coloured by
      </label>
      <Select
        id={id}
        value={formatColor(color)}
        onChange={(event) => {
          const read = readColor(event.target.value)
          if ('value' in read) onChange(read.value)
        }}
        className="h-7 w-52 text-meta"
      >
        {option({ kind: 'filter' })}
        {runs.length > 0 && (
          <optgroup label="Runs of the filter">{runs.map((run) => option({ kind: 'run', run }))}</optgroup>
        )}
        <optgroup label="Columns">{FACETS.map(({ key }) => option({ kind: 'facet', facet: key }))}</optgroup>
        <optgroup label="Groups, positive less negative">
          {GROUPS.map(({ key }) => option({ kind: 'group', group: key }))}
        </optgroup>
        {GROUPS.map(({ key: group, name }) => (
          <optgroup key={group} label={name}>
            {DIMENSIONS.filter((dimension) => dimension.group === group).map(({ key }) =>
              option({ kind: 'dimension', dimension: key }),
            )}
          </optgroup>
        ))}
      </Select>
    </div>
  )
}
