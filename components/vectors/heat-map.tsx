'use client'
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import { dimensionAt } from '@/lib/core/dimensions'
import { drawCells, type HeatDrawing } from './draw-heat-map'
import { type HeatLayout, placeAt } from './heat-layout'

/** A cell by the places of its row and column in the order. */
export interface HeatCell {
  readonly row: number
  readonly column: number
}

interface HeatMapProps extends HeatDrawing {
  readonly label: string
  /** The id of the text that reads the cell out. */
  readonly readBy: string
  readonly cell: HeatCell | null
  readonly onCell: (cell: HeatCell) => void
  /** A click, Enter, or a second tap on a cell. */
  readonly onPick: (cell: HeatCell) => void
}

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -1000],
  End: [0, 1000],
}

/** A square of cells on a canvas. Pointing or the arrow keys choose a cell; a click or Enter picks it. */
export function HeatMap({ label, readBy, cell, onCell, onPick, ...drawing }: HeatMapProps) {
  const { layout, values, scale, inks } = drawing
  const canvas = useRef<HTMLCanvasElement>(null)
  const touched = useRef(false)

  useEffect(() => {
    const element = canvas.current
    if (element) drawCells(element, { values, layout, scale, inks }, window.devicePixelRatio || 1)
  }, [values, layout, scale, inks])

  function cellAt(event: MouseEvent | PointerEvent): HeatCell {
    const box = canvas.current?.getBoundingClientRect()
    return {
      row: placeAt(layout, event.clientY - (box?.top ?? 0)),
      column: placeAt(layout, event.clientX - (box?.left ?? 0)),
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const most = layout.order.length - 1
    const clamp = (place: number) => Math.min(most, Math.max(0, place))
    onCell({ row: clamp((cell?.row ?? 0) + step[0]), column: clamp((cell?.column ?? 0) + step[1]) })
  }

  function onClick(event: MouseEvent) {
    if (event.detail === 0) {
      if (cell) onPick(cell)
      return
    }
    const clicked = cellAt(event)
    const isSame = cell?.row === clicked.row && cell.column === clicked.column
    const isPick = !touched.current || isSame
    onCell(clicked)
    if (isPick) onPick(clicked)
  }

  return (
    <div className="relative w-fit" style={{ paddingLeft: layout.margin, paddingTop: layout.margin }}>
      <Margins layout={layout} cell={cell} />
      <button
        type="button"
        aria-label={label}
        aria-describedby={readBy}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (!cell && event.currentTarget.matches(':focus-visible')) onCell({ row: 0, column: 1 })
        }}
        onPointerDown={(event) => {
          touched.current = event.pointerType === 'touch'
        }}
        onPointerMove={(event) => {
          if (event.pointerType !== 'touch' && !event.shiftKey) onCell(cellAt(event))
        }}
        onClick={onClick}
        className="relative block cursor-crosshair"
      >
        <canvas ref={canvas} style={{ width: layout.length, height: layout.length }} className="block" />
        {cell && <Cursor layout={layout} cell={cell} />}
      </button>
    </div>
  )
}

function Cursor({ layout, cell }: { layout: HeatLayout; cell: HeatCell }) {
  const [top, left] = [layout.starts[cell.row] ?? 0, layout.starts[cell.column] ?? 0]
  const side = layout.cell
  return (
    <span aria-hidden className="pointer-events-none">
      <span
        className="absolute left-0 border-y border-ink/25"
        style={{ top: top - 1, height: side + 1, width: layout.length }}
      />
      <span
        className="absolute top-0 border-x border-ink/25"
        style={{ left: left - 1, width: side + 1, height: layout.length }}
      />
      <span
        className="absolute outline-2 outline-ink"
        style={{ top, left, width: side - (side > 4 ? 1 : 0), height: side - (side > 4 ? 1 : 0) }}
      />
    </span>
  )
}

/** Group bands at both margins, names where cells have room for them; without that, the names of the cell alone. */
function Margins({ layout, cell }: { layout: HeatLayout; cell: HeatCell | null }) {
  const { margin, length, hasNames, order, starts, bands } = layout
  const size = Math.min(11, layout.cell)
  return (
    <svg
      aria-hidden
      width={margin + length}
      height={margin + length}
      className="pointer-events-none absolute left-0 top-0 overflow-visible"
    >
      {bands.map(({ group, start, end }) => (
        <g key={`${group} ${start}`} fill={`var(--group-${group})`}>
          <rect x={margin - 6} y={margin + start} width={4} height={end - start - 1} />
          <rect x={margin + start} y={margin - 6} width={end - start - 1} height={4} />
        </g>
      ))}
      {hasNames &&
        order.map((index, place) => {
          const at = margin + (starts[place] ?? 0) + layout.cell / 2 + size / 3
          const { label } = dimensionAt(index)
          return (
            <g key={index} fontSize={size}>
              <text x={margin - 10} y={at} textAnchor="end" className={inkOf(cell?.row === place)}>
                {label}
              </text>
              <text transform={`translate(${at} ${margin - 10}) rotate(-90)`} className={inkOf(cell?.column === place)}>
                {label}
              </text>
            </g>
          )
        })}
    </svg>
  )
}

function inkOf(isChosen: boolean): string {
  return isChosen ? 'fill-ink font-semibold' : 'fill-ink-faint'
}
