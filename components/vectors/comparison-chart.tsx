'use client'
import { useRef } from 'react'
import { useWidth } from '../charts/use-width'
import { formatCount, formatShare } from '../ui/format'
import { type ComparisonRow, formatP, formatPoints } from './prepare-comparison'

interface ComparisonChartProps {
  readonly rows: readonly ComparisonRow[]
  /** The end of the axis on both sides, in (0, 1]. */
  readonly reach: number
  readonly label: string
}

const ROW = 20
const AXIS = 26
const NARROW = 560

/** A line a test: the difference of the shares as a mark, its interval as a whisker, 0 in the middle. */
export function ComparisonChart({ rows, reach, label }: ComparisonChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 900)
  const isNarrow = width < NARROW
  const left = isNarrow ? 116 : 190
  const right = width - (isNarrow ? 46 : 140)
  const x = (share: number) => (left + right) / 2 + (share / reach) * ((right - left) / 2 - 6)
  const height = AXIS + rows.length * ROW
  const ends = `${Math.round(reach * 100)} points`
  return (
    <div ref={box}>
      <svg data-chart width={width} height={height} role="img" aria-label={label} className="block">
        <g fontSize={11} className="fill-ink-faint">
          <text x={left} y={12}>
            {isNarrow ? `−${Math.round(reach * 100)}` : `−${ends}: more in B`}
          </text>
          <text x={x(0)} y={12} textAnchor="middle">
            0
          </text>
          <text x={right} y={12} textAnchor="end">
            {isNarrow ? `+${Math.round(reach * 100)}` : `more in A: +${ends}`}
          </text>
          <text x={isNarrow ? width : width - 84} y={12} textAnchor="end">
            A − B
          </text>
          {!isNarrow && (
            <text x={width} y={12} textAnchor="end">
              q
            </text>
          )}
        </g>
        <path d={`M${x(0)} ${AXIS - 6}V${height}`} className="stroke-line-strong" />
        {[-0.5, 0.5].map((part) => (
          <path key={part} d={`M${x(part * reach)} ${AXIS - 6}V${height}`} className="stroke-line" />
        ))}
        {rows.map((row, at) => (
          <Line key={row.key} row={row} top={AXIS + at * ROW} x={x} reach={reach} width={width} isNarrow={isNarrow} />
        ))}
      </svg>
    </div>
  )
}

interface LineProps {
  readonly row: ComparisonRow
  readonly top: number
  readonly x: (share: number) => number
  readonly reach: number
  readonly width: number
  readonly isNarrow: boolean
}

function Line({ row, top, x, reach, width, isNarrow }: LineProps) {
  const { difference, interval, isDifferent, isChosen } = row
  const isOutside = difference !== null && Math.abs(difference) > reach
  const y = top + ROW / 2
  const letters = isNarrow ? 17 : 28
  const color = `var(--group-${row.dimension.group})`
  const pole = row.label.endsWith('+') || row.label.endsWith('−') ? row.label.slice(-2) : ''
  const name = row.dimension.label
  return (
    <g>
      <title>{describeRow(row)}</title>
      <rect x={0} y={top} width={width} height={ROW} className="fill-transparent hover:fill-sunken" />
      <text x={0} y={y + 4} fontSize={12} className={isDifferent ? 'fill-ink' : 'fill-ink-faint'} pointerEvents="none">
        {name.length + 2 > letters ? `${name.slice(0, letters - 3)}…` : name}
        {pole}
      </text>
      {interval && !isChosen && (
        <path
          d={`M${x(interval.low)} ${y}H${x(interval.high)}M${x(interval.low)} ${y - 3}v6M${x(interval.high)} ${y - 3}v6`}
          strokeWidth={isDifferent ? 1.75 : 1}
          className={isDifferent ? 'stroke-ink-soft' : 'stroke-ink-faint'}
          pointerEvents="none"
        />
      )}
      {isOutside ? (
        <path
          d={difference > 0 ? `M${x(reach) - 3} ${y - 4}l6 4l-6 4z` : `M${x(-reach) + 3} ${y - 4}l-6 4l6 4z`}
          fill={color}
          opacity={0.55}
          pointerEvents="none"
        />
      ) : (
        difference !== null && <Mark row={row} x={x(difference)} y={y} color={color} />
      )}
      <text
        x={isNarrow ? width : width - 84}
        y={y + 4}
        fontSize={12}
        textAnchor="end"
        className={isDifferent ? 'fill-ink' : 'fill-ink-faint'}
        pointerEvents="none"
      >
        {formatPoints(difference)}
      </text>
      {!isNarrow && (
        <text x={width} y={y + 4} fontSize={12} textAnchor="end" className="fill-ink-faint" pointerEvents="none">
          {row.isChosen ? 'chosen by' : row.p === null ? 'no test' : formatP(row.q)}
        </text>
      )}
    </g>
  )
}

/** Positive poles are filled discs, negative ones rings, either pole a diamond. */
function Mark({ row, x, y, color }: { row: ComparisonRow; x: number; y: number; color: string }) {
  const opacity = row.isDifferent ? 1 : 0.55
  switch (row.pole) {
    case 'positive':
      return <circle cx={x} cy={y} r={4.5} fill={color} opacity={opacity} pointerEvents="none" />
    case 'negative':
      return (
        <circle
          cx={x}
          cy={y}
          r={3.75}
          stroke={color}
          strokeWidth={2}
          className="fill-ground"
          opacity={opacity}
          pointerEvents="none"
        />
      )
    case 'active':
      return <path d={`M${x} ${y - 5}l5 5l-5 5l-5-5z`} fill={color} opacity={opacity} pointerEvents="none" />
  }
}

function describeRow({ label, a, b, difference, interval, holm, q, test, isChosen }: ComparisonRow): string {
  const share = ({ count, n }: { count: number; n: number }) =>
    `${formatCount(count)} of ${formatCount(n)} (${formatShare(n === 0 ? null : count / n)})`
  const range = interval ? `, 95 % interval ${formatPoints(interval.low)} to ${formatPoints(interval.high)}` : ''
  const tested = isChosen
    ? 'not tested: A or B was chosen by it'
    : test === null
      ? 'no test'
      : `p after Holm ${formatP(holm)}, q ${formatP(q)} (${test})`
  return `${label}: A ${share(a)}, B ${share(b)}, difference ${formatPoints(difference)} points${range}; ${tested}`
}
