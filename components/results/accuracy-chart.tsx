'use client'
'use no memo'
import { useRef } from 'react'
import { useWidth } from '../charts/use-width'
import { formatShare } from '../ui/format'
import type { AccuracyLane } from './prepare-accuracy'

interface AccuracyChartProps {
  readonly lanes: readonly AccuracyLane[]
  readonly label: string
}

const LANE = 44
/** Below this width the note stands on a line of its own. */
const NARROW = 480
const NOTE_LINE = 16
const AXIS = 28
const PADDING = 10
const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** One lane each: the estimate, its interval as a whisker, and the 50 % line. Published values are hollow diamonds. */
export function AccuracyChart({ lanes, label }: AccuracyChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 720)
  const isNarrow = width <= NARROW
  const tops = stackLanes(lanes, isNarrow)
  const height = (tops.at(-1) ?? 0) + AXIS
  const x = (share: number) => PADDING + share * (width - 2 * PADDING)
  return (
    <div ref={box}>
      <svg data-chart width={width} height={height} role="img" aria-label={label} className="block">
        {TICKS.map((tick) => (
          <text
            key={tick}
            x={x(tick)}
            y={height - 8}
            fontSize={12}
            textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}
            className="fill-ink-faint"
          >
            {tick === 0.5 ? '50 % chance' : `${tick * 100} %`}
          </text>
        ))}
        {lanes.map((lane, at) => (
          <Lane key={lane.key} lane={lane} top={tops[at] ?? 0} x={x} width={width} isNarrow={isNarrow} />
        ))}
      </svg>
    </div>
  )
}

/** The top of each lane, and below them the end of the last one. */
function stackLanes(lanes: readonly AccuracyLane[], isNarrow: boolean): readonly number[] {
  const tops = [0]
  let top = 0
  for (const { note } of lanes) {
    top += LANE + (isNarrow && note !== '' ? NOTE_LINE : 0)
    tops.push(top)
  }
  return tops
}

interface LaneProps {
  readonly lane: AccuracyLane
  readonly top: number
  readonly x: (share: number) => number
  readonly width: number
  readonly isNarrow: boolean
}

function Lane({ lane, top, x, width, isNarrow }: LaneProps) {
  const { estimate, interval, note } = lane
  const isNoteBelow = isNarrow && note !== ''
  const y = top + 32 + (isNoteBelow ? NOTE_LINE : 0)
  return (
    <g>
      <path d={`M${x(0)} ${y}H${x(1)}`} className="stroke-line" />
      {TICKS.map((tick) => (
        <path
          key={tick}
          d={`M${x(tick)} ${y - 9}v18`}
          className={tick === 0.5 ? 'stroke-ink-soft' : 'stroke-line'}
          strokeDasharray={tick === 0.5 ? '4 3' : undefined}
        />
      ))}
      <text x={PADDING} y={top + 17} fontSize={13} fontWeight={lane.kind === 'run' ? 600 : 400} className="fill-ink">
        {lane.label}
      </text>
      <text x={width - PADDING} y={top + 17} fontSize={12} textAnchor="end" className="fill-ink-faint">
        {!isNarrow && note !== '' && `${note} · `}
        <tspan className="fill-ink" fontWeight={600}>
          {estimate === null ? 'undefined' : formatShare(estimate)}
        </tspan>
      </text>
      {isNoteBelow && (
        <text x={PADDING} y={top + 17 + NOTE_LINE} fontSize={12} className="fill-ink-faint">
          {note}
        </text>
      )}
      {interval && (
        <path
          d={`M${x(interval.low)} ${y}H${x(interval.high)}M${x(interval.low)} ${y - 4}v8M${x(interval.high)} ${y - 4}v8`}
          strokeWidth={lane.kind === 'run' ? 2.5 : 1.5}
          className={lane.kind === 'run' ? 'stroke-signal' : 'stroke-ink-faint'}
        />
      )}
      {estimate !== null && <Mark kind={lane.kind} x={x(estimate)} y={y} />}
    </g>
  )
}

function Mark({ kind, x, y }: { kind: AccuracyLane['kind']; x: number; y: number }) {
  switch (kind) {
    case 'run':
      return <circle cx={x} cy={y} r={5.5} className="fill-signal" />
    case 'control':
      return <circle cx={x} cy={y} r={4.5} strokeWidth={1.5} className="fill-ground stroke-ink-soft" />
    case 'baseline':
      return <path d={`M${x} ${y - 7}v14`} strokeWidth={3} className="stroke-ink-soft" />
    case 'published':
      return <path d={`M${x} ${y - 6}l6 6l-6 6l-6-6z`} strokeWidth={1.5} className="fill-ground stroke-ink-soft" />
  }
}
