'use client'
import { useRef } from 'react'
import { Bar, CartesianGrid, Cell, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts'
import { useWidth } from '../charts/use-width'
import { formatCount } from '../ui/format'
import type { MarginBar } from './prepare-margins'

interface MarginChartProps {
  readonly bars: readonly MarginBar[]
  /** Opens the rows of a bar; absent where there is nothing to open. */
  readonly onOpen?: (bar: MarginBar) => void
}

const HEIGHT = 220
const AXIS_WIDTH = 44
const RIGHT = 8

/** How many rows have which margin: right of zero the policy agrees with the person. The line is the control. */
export default function MarginChart({ bars, onOpen }: MarginChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 720)
  const band = (width - AXIS_WIDTH - RIGHT) / Math.max(1, bars.length)

  function open(_: unknown, at: number) {
    const bar = bars[at]
    if (bar) onOpen?.(bar)
  }

  const hasControl = bars.some((bar) => bar.controlCount !== null)
  return (
    <div ref={box}>
      <ComposedChart
        width={width}
        height={HEIGHT}
        data={[...bars]}
        margin={{ top: 8, right: RIGHT, bottom: 4, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="key"
          tickFormatter={(_, at: number) => bars[at]?.tick ?? ''}
          // A label names the lower edge of its bar.
          tick={{ dx: -band / 2, fill: 'var(--ink-faint)' }}
          interval={0}
          tickLine={false}
          stroke="var(--ink-faint)"
          fontSize={12}
        />
        <YAxis
          width={AXIS_WIDTH}
          tickFormatter={formatCount}
          allowDecimals={false}
          tickLine={false}
          axisLine={false}
          stroke="var(--ink-faint)"
          fontSize={12}
        />
        <Tooltip
          cursor={{ fill: 'var(--sunken)' }}
          isAnimationActive={false}
          content={({ payload }) => <BarTip bar={payload[0]?.payload} />}
        />
        <Bar
          dataKey="decided"
          stackId="rows"
          isAnimationActive={false}
          onClick={open}
          className={onOpen && 'cursor-pointer'}
        >
          {bars.map((bar) => (
            <Cell key={bar.key} fill={bar.side === 'correct' ? 'var(--signal)' : 'var(--line-strong)'} />
          ))}
        </Bar>
        <Bar
          dataKey="ties"
          stackId="rows"
          fill="var(--ground)"
          stroke="var(--ink-faint)"
          strokeDasharray="2 2"
          isAnimationActive={false}
          onClick={open}
          className={onOpen && 'cursor-pointer'}
        />
        {hasControl && (
          <Line
            dataKey="controlCount"
            type="step"
            dot={false}
            stroke="var(--ink)"
            strokeDasharray="3 2"
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
    </div>
  )
}

function BarTip({ bar }: { bar: MarginBar | undefined }) {
  if (!bar) return null
  return (
    <div className="rounded-md bg-ground px-2 py-1.5 text-meta shadow-overlay">
      <p className="font-medium">{bar.label}</p>
      <p className="text-ink-soft">
        {formatCount(bar.count)} rows{bar.ties > 0 && `, ${formatCount(bar.ties)} of them ties`}
        {bar.controlCount !== null && `, control ${formatCount(bar.controlCount)}`}
      </p>
    </div>
  )
}
