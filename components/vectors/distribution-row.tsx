import type { MouseEvent } from 'react'
import type { Pole } from '@/lib/core/direction'
import { formatCount, formatShare } from '../ui/format'
import type { DistributionRow, PoleShare } from './prepare-distribution'

/** Height of a row in pixels. */
export const ROW = 20
const BAR = 12

/** Where things stand, in pixels. */
export interface Frame {
  /** The ends of the bars. */
  readonly left: number
  readonly right: number
  readonly width: number
  readonly valueWidth: number
  /** Letters of a label that fit. */
  readonly letters: number
}

interface DistributionRowMarksProps {
  readonly row: DistributionRow
  readonly top: number
  readonly frame: Frame
  readonly hatch: string
  readonly isSubset: boolean
  readonly tabStop: string | null
  readonly isSpot: boolean
  readonly onSpot: (row: DistributionRow) => void
  readonly onAnchor: (anchor: string) => void
  /** The address of the view with this pole required as well. */
  readonly addressOf: (dimension: string, pole: Pole) => string
  readonly onPole: (dimension: string, pole: Pole) => void
}

/** One dimension: its name, both poles and the intervals of their shares, and a link for each pole. */
export function DistributionRowMarks({
  row,
  top,
  frame,
  hatch,
  isSubset,
  tabStop,
  isSpot,
  onSpot,
  onAnchor,
  addressOf,
  onPole,
}: DistributionRowMarksProps) {
  const { dimension, positive, negative } = row
  const middle = top + ROW / 2
  const length = frame.right - frame.left
  const color = `var(--group-${dimension.group})`
  const widthOf = (pole: PoleShare) => (pole.share ?? 0) * length
  const label =
    dimension.label.length > frame.letters ? `${dimension.label.slice(0, frame.letters - 1)}…` : dimension.label
  return (
    <g onPointerEnter={() => onSpot(row)}>
      <rect x={0} y={top} width={frame.width} height={ROW} className={isSpot ? 'fill-sunken' : 'fill-transparent'} />
      <text x={0} y={middle + 4} fontSize={12} className="fill-ink-soft">
        {label}
      </text>
      <path d={`M${frame.left} ${middle}H${frame.right}`} stroke={color} strokeWidth={1} opacity={0.45} />
      <path d={`M${frame.left + length / 2} ${middle - 3}v6`} className="stroke-line-strong" />
      <rect x={frame.left} y={middle - BAR / 2} width={widthOf(positive)} height={BAR} fill={color} />
      <rect
        x={frame.right - widthOf(negative)}
        y={middle - BAR / 2}
        width={widthOf(negative)}
        height={BAR}
        fill={hatch}
        stroke={color}
        strokeWidth={0.5}
      />
      {isSubset && <OfAll row={row} frame={frame} middle={middle} />}
      <Whisker pole={positive} frame={frame} middle={middle} />
      <Whisker pole={negative} frame={frame} middle={middle} />
      {[positive, negative].map((pole) => {
        const isPositive = pole.pole === 'positive'
        const key = `${dimension.key} ${pole.pole}`
        return (
          <a
            key={pole.pole}
            href={addressOf(dimension.key, pole.pole)}
            data-pole={pole.pole}
            tabIndex={tabStop === key ? 0 : -1}
            aria-label={`Require ${dimension[pole.pole]}: ${describeShare(pole)}`}
            onFocus={() => {
              onAnchor(key)
              onSpot(row)
            }}
            onClick={(event: MouseEvent) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              onPole(dimension.key, pole.pole)
            }}
          >
            <rect
              x={isPositive ? frame.left : frame.left + length / 2}
              y={top}
              width={length / 2}
              height={ROW}
              className="fill-transparent"
            />
            <text
              x={frame.width - (isPositive ? frame.valueWidth : 0)}
              y={middle + 4}
              fontSize={12}
              textAnchor="end"
              className="fill-ink hover:underline"
            >
              {formatShare(pole.share)}
            </text>
          </a>
        )
      })}
    </g>
  )
}

/** The shares of all rows as ticks across the bars. */
function OfAll({ row, frame, middle }: { row: DistributionRow; frame: Frame; middle: number }) {
  const length = frame.right - frame.left
  const { positive, negative } = row
  const tick = (x: number) => `M${x} ${middle - 9}v18M${x - 3} ${middle - 9}h6M${x - 3} ${middle + 9}h6`
  return (
    <path
      d={`${tick(frame.left + (positive.shareOfAll ?? 0) * length)}${tick(frame.right - (negative.shareOfAll ?? 0) * length)}`}
      strokeWidth={1.25}
      className="fill-none stroke-ink-faint"
    />
  )
}

function Whisker({ pole, frame, middle }: { pole: PoleShare; frame: Frame; middle: number }) {
  if (!pole.interval) return null
  const length = frame.right - frame.left
  const at = (share: number) => (pole.pole === 'positive' ? frame.left + share * length : frame.right - share * length)
  const [low, high] = [at(pole.interval.low), at(pole.interval.high)]
  if (Math.abs(high - low) < 2) return null
  return (
    <g>
      <path d={`M${low} ${middle}H${high}`} strokeWidth={4} className="stroke-ground" />
      <path d={`M${low} ${middle}H${high}M${low} ${middle - 3}v6M${high} ${middle - 3}v6`} className="stroke-ink" />
    </g>
  )
}

/** The share in words: count, interval, and the share of all rows. */
export function describeShare({ count, share, interval, shareOfAll }: PoleShare): string {
  const range = interval ? `, 95 % interval ${formatShare(interval.low)} to ${formatShare(interval.high)}` : ''
  return `${formatCount(count)} rows, ${formatShare(share)}${range}, ${formatShare(shareOfAll)} of all rows`
}
