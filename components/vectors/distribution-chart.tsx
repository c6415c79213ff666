'use client'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { GROUPS } from '@/lib/core/dimensions'
import type { Pole } from '@/lib/core/direction'
import { useWidth } from '../charts/use-width'
import { formatCount } from '../ui/format'
import { DistributionRowMarks, describeShare, type Frame, ROW } from './distribution-row'
import type { DistributionRow, DistributionSection } from './prepare-distribution'

interface DistributionChartProps {
  readonly sections: readonly DistributionSection[]
  /** A filter is on: the shares of all rows are marked beside those of the subset. */
  readonly isSubset: boolean
  readonly label: string
  /** The address of the view with this pole required as well. */
  readonly addressOf: (dimension: string, pole: Pole) => string
  readonly onPole: (dimension: string, pole: Pole) => void
}

const HEADER = 30
const AXIS = 22
/** Below this width the shares stand closer and the labels are cut shorter. */
const NARROW = 560

function frameOf(width: number): Frame {
  const isNarrow = width < NARROW
  const valueWidth = isNarrow ? 46 : 58
  const left = isNarrow ? 104 : 176
  return { left, right: width - 2 * valueWidth - 8, width, valueWidth, letters: isNarrow ? 15 : 26 }
}

/** A bar a dimension: positive solid from the left, neutral a thin line, negative hatched from the right. */
export function DistributionChart({ sections, isSubset, label, addressOf, onPole }: DistributionChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const [anchor, setAnchor] = useState<string | null>(null)
  const [spot, setSpot] = useState<DistributionRow | null>(null)
  const frame = frameOf(useWidth(box, 900))
  const rows = sections.flatMap((section) => section.rows)
  const tabStop = rows.some(({ dimension }) => anchor?.startsWith(`${dimension.key} `))
    ? anchor
    : `${rows[0]?.dimension.key} positive`
  const shown = rows.find(({ dimension }) => dimension.key === spot?.dimension.key) ?? null
  let top = AXIS

  function onKeyDown(event: KeyboardEvent<HTMLFieldSetElement>) {
    const steps: Record<string, number> = {
      ArrowDown: 2,
      ArrowUp: -2,
      ArrowRight: 1,
      ArrowLeft: -1,
      PageDown: 20,
      PageUp: -20,
    }
    const step = steps[event.key]
    const links = [...event.currentTarget.querySelectorAll<SVGAElement>('a[data-pole]')]
    const at = links.findIndex((link) => link.matches(':focus'))
    if (step === undefined || at < 0) return
    event.preventDefault()
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus()
  }

  return (
    <div ref={box}>
      <Reading row={shown} isSubset={isSubset} />
      <fieldset aria-label={label} onKeyDown={onKeyDown} onPointerLeave={() => setSpot(null)} className="min-w-0">
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: its links name every bar, and the fieldset the whole. */}
        <svg
          data-chart
          width={frame.width}
          height={AXIS + sections.length * HEADER + rows.length * ROW}
          className="block"
        >
          <defs>
            {GROUPS.map(({ key }) => (
              <pattern
                key={key}
                id={`${id}-${key}`}
                width="4"
                height="4"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="2" height="4" fill={`var(--group-${key})`} />
              </pattern>
            ))}
          </defs>
          <Axis frame={frame} />
          {sections.map((section) => {
            const sectionTop = top
            top += HEADER + section.rows.length * ROW
            return (
              <g key={section.key}>
                <text
                  x={0}
                  y={sectionTop + 20}
                  fontSize={12}
                  fontWeight={600}
                  className={section.key === 'all' ? 'fill-ink' : undefined}
                  fill={section.key === 'all' ? undefined : `var(--group-${section.key})`}
                >
                  {section.name}
                </text>
                {section.rows.map((row, at) => (
                  <DistributionRowMarks
                    key={row.dimension.key}
                    row={row}
                    top={sectionTop + HEADER + at * ROW}
                    frame={frame}
                    hatch={`url(#${id}-${row.dimension.group})`}
                    isSubset={isSubset}
                    tabStop={tabStop}
                    isSpot={shown?.dimension.key === row.dimension.key}
                    onSpot={setSpot}
                    onAnchor={setAnchor}
                    addressOf={addressOf}
                    onPole={onPole}
                  />
                ))}
              </g>
            )
          })}
        </svg>
      </fieldset>
    </div>
  )
}

function Axis({ frame }: { frame: Frame }) {
  const at = (share: number) => frame.left + share * (frame.right - frame.left)
  const hasRoom = frame.right - frame.left > 360
  return (
    <g fontSize={11} className="fill-ink-faint">
      <text x={frame.left} y={14}>
        {hasRoom ? '+ from the left' : '+'}
      </text>
      <text x={frame.right} y={14} textAnchor="end">
        {hasRoom ? '− from the right' : '−'}
      </text>
      <text x={frame.width - frame.valueWidth} y={14} textAnchor="end">
        +
      </text>
      <text x={frame.width} y={14} textAnchor="end">
        −
      </text>
      {hasRoom && (
        <text x={at(0.5)} y={14} textAnchor="middle">
          50 %
        </text>
      )}
    </g>
  )
}

function Reading({ row, isSubset }: { row: DistributionRow | null; isSubset: boolean }) {
  return (
    <p className="sticky top-0 z-10 min-h-[34px] bg-ground pb-1 text-meta text-ink-soft">
      {row ? (
        <>
          <span className="font-medium text-ink">{row.dimension.label}</span> ·{' '}
          <span className="text-ink">+ {row.dimension.positive}</span>: {describeShare(row.positive)} ·{' '}
          <span className="text-ink">− {row.dimension.negative}</span>: {describeShare(row.negative)} · neutral{' '}
          {formatCount(row.neutral)} rows
          {row.dimension.polarityNote && <span className="text-warn"> · {row.dimension.polarityNote}</span>}
        </>
      ) : (
        `Point at a row for its numbers; click a side, or Enter, to require that pole. Whiskers: 95 % intervals.${
          isSubset ? ' Ticks: all loaded rows.' : ''
        }`
      )}
    </p>
  )
}
