'use client'
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import type { Dimension } from '@/lib/core/dimensions'
import type { EqualiserOrderKey } from '@/lib/core/view'
import { Input } from '../ui/input'
import { Segmented } from '../ui/segmented'
import { EqualiserReading } from './equaliser-reading'
import { EqualiserTrack } from './equaliser-track'
import {
  EQUALISER_ORDERS,
  type Equaliser as EqualiserData,
  type EqualiserPole,
  type PoleGesture,
} from './prepare-equaliser'

interface EqualiserProps {
  readonly data: EqualiserData
  readonly order: EqualiserOrderKey
  readonly search: string
  readonly onOrder: (order: EqualiserOrderKey) => void
  readonly onSearch: (search: string) => void
  readonly onGesture: (dimension: Dimension, pole: EqualiserPole['pole'], gesture: PoleGesture) => void
  readonly onClear: (dimension: Dimension) => void
}

interface Spot {
  readonly dimension: string
  readonly pole: EqualiserPole['pole']
}

/**
 * The 90 dimensions as mirrored bars that re-count under the filter. Click requires a pole, shift-click excludes it,
 * alt-click asks for it in some history item. By keyboard: arrows move, + and - require, 0 clears.
 */
export function Equaliser({ data, order, search, onOrder, onSearch, onGesture, onClear }: EqualiserProps) {
  const [spot, setSpot] = useState<Spot | null>(null)
  const [anchor, setAnchor] = useState<string | null>(null)
  const list = useRef<HTMLFieldSetElement>(null)
  const rows = data.sections.flatMap((section) => section.rows)
  const isAnchored = rows.some(({ dimension: { key } }) => anchor === `${key} negative` || anchor === `${key} positive`)
  const tabStop = isAnchored ? anchor : rows[0] ? `${rows[0].dimension.key} negative` : null
  const pointed = spot && rows.find((row) => row.dimension.key === spot.dimension)

  function act(event: MouseEvent, dimension: Dimension, pole: EqualiserPole) {
    onGesture(dimension, pole.pole, event.altKey ? 'history' : event.shiftKey ? 'exclude' : 'require')
  }

  function onKeyDown(event: KeyboardEvent<HTMLFieldSetElement>) {
    if (event.metaKey || event.ctrlKey) return
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-pole]') ?? [])]
    const at = buttons.findIndex((button) => button.matches(':focus'))
    if (at < 0) return
    const { length } = buttons
    const steps: Record<string, number> = {
      ArrowDown: 2,
      ArrowUp: -2,
      ArrowRight: 1,
      ArrowLeft: -1,
      Home: -length,
      End: length,
    }
    const step = steps[event.key]
    const dimension = rows[Math.floor(at / 2)]?.dimension
    if (step !== undefined) buttons[Math.min(length - 1, Math.max(0, at + step))]?.focus()
    else if (!dimension) return
    else if (event.key === '+' || event.key === '=') onGesture(dimension, 'positive', 'require')
    else if (event.key === '-') onGesture(dimension, 'negative', 'require')
    else if (event.key === '0') onClear(dimension)
    else return
    event.preventDefault()
  }

  return (
    <section aria-label="Direction equaliser" className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 border-b p-2">
        <Input
          type="search"
          aria-label="Find a dimension"
          placeholder="Find a dimension"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          className="h-7"
        />
        <div className="flex items-center justify-between gap-2">
          <Segmented label="Order of the dimensions" value={order} onChange={onOrder} options={EQUALISER_ORDERS} />
          <span
            className="text-meta text-ink-faint"
            title="The share that fills a track. Longer bars are cut with a mark."
          >
            full = {Math.round(data.fullTrack * 100)} %
          </span>
        </div>
      </div>
      <fieldset
        ref={list}
        aria-label="Poles"
        onKeyDown={onKeyDown}
        onPointerLeave={() => setSpot(null)}
        className="min-h-0 min-w-0 flex-1 overflow-y-auto pb-2"
      >
        {data.isUndefined && (
          <p className="m-2 rounded-md border bg-raised p-3 text-ink-soft">
            <strong className="block font-medium">These rows have no directions</strong>
            Their file gives none, so no pole can be counted. History directions are missing too where pairs carry none.
          </p>
        )}
        {data.sections.length === 0 && <p className="p-3 text-ink-soft">No dimension contains “{search}”.</p>}
        {data.sections.map((section) => (
          <div key={section.key}>
            <h3
              className="sticky top-0 z-10 bg-ground px-2 pb-1 pt-2.5 text-meta font-semibold"
              style={section.key === 'all' ? undefined : { color: `var(--group-${section.key})` }}
            >
              {section.name}
            </h3>
            {section.rows.map((row) => (
              <EqualiserTrack
                key={row.dimension.key}
                row={row}
                fullTrack={data.fullTrack}
                tabStop={tabStop}
                onPoint={(pole) => setSpot({ dimension: row.dimension.key, pole: pole.pole })}
                onFocus={(pole) => {
                  setSpot({ dimension: row.dimension.key, pole: pole.pole })
                  setAnchor(`${row.dimension.key} ${pole.pole}`)
                }}
                onClick={(event, pole) => act(event, row.dimension, pole)}
              />
            ))}
          </div>
        ))}
      </fieldset>
      <EqualiserReading dimension={pointed?.dimension ?? null} pole={pointed && spot ? pointed[spot.pole] : null} />
    </section>
  )
}
