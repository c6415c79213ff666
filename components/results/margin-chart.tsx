'use client'
import { useRef, useState } from 'react'
import { Bar, CartesianGrid, Cell, ComposedChart, Line, XAxis, YAxis } from 'recharts'
import { useWidth } from '../charts/use-width'
import { formatCount } from '../ui/format'
import type { MarginBar } from './prepare-margins'

interface MarginChartProps {
  readonly bars: readonly MarginBar[]
  /** Opens the rows of a bar; absent where there is nothing to open. */
  readonly onOpen?: (bar: MarginBar) => void
}

const HEIGHT = 220
const TOP = 8
const BOTTOM = 4
const X_AXIS_HEIGHT = 30
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM - X_AXIS_HEIGHT
const AXIS_WIDTH = 44
const RIGHT = 8

/** How many rows have which margin: right of zero the policy agrees with the person. The line is the control. A bar opens over its full height. */
export default function MarginChart({ bars, onOpen }: MarginChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 720)
  const [shown, setShown] = useState<string | null>(null)
  const band = (width - AXIS_WIDTH - RIGHT) / Math.max(1, bars.length)

  const hasControl = bars.some((bar) => bar.controlCount !== null)
  return (
    <div ref={box} className="relative">
      <ComposedChart
        width={width}
        height={HEIGHT}
        data={[...bars]}
        margin={{ top: TOP, right: RIGHT, bottom: BOTTOM, left: 0 }}
        barCategoryGap={1}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          height={X_AXIS_HEIGHT}
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
        <Bar dataKey="decided" stackId="rows" isAnimationActive={false}>
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
      <ul
        className="absolute flex"
        style={{ top: TOP, left: AXIS_WIDTH, right: RIGHT, height: PLOT_HEIGHT }}
        onPointerLeave={() => setShown(null)}
      >
        {bars.map((bar) => (
          <li key={bar.key} className="h-full min-w-0 flex-1 hover:bg-ink/5" onPointerEnter={() => setShown(bar.key)}>
            {onOpen && (
              <button
                type="button"
                disabled={bar.count === 0}
                onClick={() => onOpen(bar)}
                onFocus={() => setShown(bar.key)}
                onBlur={() => setShown(null)}
                aria-label={`${bar.label}: ${formatCount(bar.count)} rows`}
                className="block size-full enabled:cursor-pointer"
              />
            )}
          </li>
        ))}
      </ul>
      <BarTip bars={bars} shown={shown} />
    </div>
  )
}

/** What a bar holds, beside it; the tip moves across its own width so that it stays inside the chart. */
function BarTip({ bars, shown }: { bars: readonly MarginBar[]; shown: string | null }) {
  const at = bars.findIndex((candidate) => candidate.key === shown)
  const bar = bars[at]
  if (!bar) return null
  const share = (at + 0.5) / bars.length
  return (
    <div
      className="pointer-events-none absolute inset-x-0 top-0"
      style={{ paddingLeft: AXIS_WIDTH, paddingRight: RIGHT }}
    >
      <div
        className="relative w-fit whitespace-nowrap rounded-md bg-ground px-2 py-1.5 text-meta shadow-overlay"
        style={{ left: `${share * 100}%`, transform: `translateX(${-share * 100}%)` }}
      >
        <p className="font-medium">{bar.label}</p>
        <p className="text-ink-soft">
          {formatCount(bar.count)} rows{bar.ties > 0 && `, ${formatCount(bar.ties)} of them ties`}
          {bar.controlCount !== null && `, control ${formatCount(bar.controlCount)}`}
        </p>
      </div>
    </div>
  )
}
