'use client'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { DIMENSION_COUNT, dimensionAt } from '@/lib/core/dimensions'
import { countActive, type Direction, packDirection, type Sign } from '@/lib/core/direction'
import { DirectionMarks } from './direction-marks'
import { STRIP_ORDER, WIDE_STRIP } from './strip-layout'

interface DirectionStripProps {
  readonly direction: Direction
  /** What this is the direction of: "this row", "comment 2". */
  readonly of: string
}

const HEIGHT = 40
const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
}

/**
 * The 90 cells of a direction by group. Pointing at a cell, or walking with the arrow keys, names the dimension and
 * both of its poles.
 */
export function DirectionStrip({ direction, of }: DirectionStripProps) {
  const [place, setPlace] = useState<number | null>(null)
  const index = place === null ? null : (STRIP_ORDER[place] ?? null)
  const active = countActive(direction)

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * WIDE_STRIP.width
    const at = WIDE_STRIP.cells.findLastIndex((cell) => cell.x <= x + 1)
    setPlace(Math.max(0, at))
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const last = DIMENSION_COUNT - 1
    const step = STEPS[event.key]
    if (event.key === 'Home') setPlace(0)
    else if (event.key === 'End') setPlace(last)
    else if (step !== undefined) setPlace((at) => Math.min(last, Math.max(0, (at ?? -1) + step)))
    else return
    event.preventDefault()
  }

  return (
    <div className="max-w-full">
      <div
        role="slider"
        tabIndex={0}
        aria-label={`Direction of ${of}: ${active} of ${DIMENSION_COUNT} dimensions active. Walk with the arrow keys`}
        aria-valuemin={0}
        aria-valuemax={DIMENSION_COUNT - 1}
        aria-valuenow={place ?? 0}
        aria-valuetext={index === null ? 'no dimension selected' : describe(index, direction[index] ?? 0)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPlace(null)}
        onBlur={() => setPlace(null)}
        onKeyDown={onKeyDown}
        className="relative w-fit max-w-full touch-pan-y rounded-sm [&>svg]:h-auto [&>svg]:max-w-full"
      >
        <DirectionMarks planes={packDirection(direction)} layout={WIDE_STRIP} height={HEIGHT} />
        {place !== null && <Cursor place={place} />}
      </div>
      <p className="mt-1 min-h-8 text-meta text-ink-soft">
        {index === null ? (
          `${active} of ${DIMENSION_COUNT} dimensions active`
        ) : (
          <Reading index={index} sign={direction[index] ?? 0} />
        )}
      </p>
    </div>
  )
}

function Cursor({ place }: { place: number }) {
  const cell = WIDE_STRIP.cells[place]
  if (!cell) return null
  const left = `${((cell.x - 1) / WIDE_STRIP.width) * 100}%`
  const width = `${((WIDE_STRIP.cellWidth + 2) / WIDE_STRIP.width) * 100}%`
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute inset-y-0 rounded-xs outline-1 outline-ink"
      style={{ left, width }}
    />
  )
}

function Reading({ index, sign }: { index: number; sign: Sign }) {
  const { label, positive, negative } = dimensionAt(index)
  return (
    <>
      <span className="font-medium text-ink">{label}</span>: <PoleWord text={`+ ${positive}`} isOn={sign === 1} /> ·{' '}
      <PoleWord text={`− ${negative}`} isOn={sign === -1} />
      {sign === 0 && ' · neutral here'}
    </>
  )
}

function PoleWord({ text, isOn }: { text: string; isOn: boolean }) {
  return isOn ? <strong className="text-ink">{text}</strong> : <span className="text-ink-faint">{text}</span>
}

function describe(index: number, sign: Sign): string {
  const { label, positive, negative } = dimensionAt(index)
  return `${label}: ${sign === 1 ? positive : sign === -1 ? negative : 'neutral'}`
}
