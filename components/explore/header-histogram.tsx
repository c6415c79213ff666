'use client'
'use no memo'
import { useState } from 'react'
import type { FacetKey } from '@/lib/core/columns'
import type { Histogram } from '@/lib/core/histogram-bins'
import { formatCount } from '../ui/format'

interface HeaderHistogramProps {
  readonly facet: FacetKey
  readonly histogram: Histogram | null
  /** Pixels. */
  readonly width: number
  readonly onRange: (facet: FacetKey, min: number | null, max: number | null) => void
}

const HEIGHT = 22

/** The distribution of a measure under the filter. A click on a bar keeps its rows, a drag over several keeps theirs. */
export function HeaderHistogram({ facet, histogram, width, onRange }: HeaderHistogramProps) {
  const [from, setFrom] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  if (histogram === null) return <div className="h-full animate-pulse rounded-sm bg-sunken" />
  const bins = histogram.bars
  const most = Math.max(...bins.map((bin) => bin.count))
  if (bins.length === 0 || most === 0) return <p className="text-meta leading-9 text-ink-faint">no values</p>
  const step = width / bins.length
  const range = from === null || over === null ? null : [Math.min(from, over), Math.max(from, over)]
  const pointed = over === null ? null : bins[over]

  function finish(at: number) {
    const low = bins[Math.min(from ?? at, at)]
    const high = bins[Math.max(from ?? at, at)]
    setFrom(null)
    if (low && high) onRange(facet, low.min, high.max)
  }

  return (
    <div
      className="select-none"
      onPointerLeave={() => {
        setOver(null)
        setFrom(null)
      }}
    >
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`From ${formatCount(histogram.min)} to ${formatCount(histogram.max)}`}
        className="block touch-none"
      >
        {bins.map((bin, at) => {
          const height = bin.count === 0 ? 0 : Math.max(1, (bin.count / most) * (HEIGHT - 1))
          const isLit = range ? at >= (range[0] ?? 0) && at <= (range[1] ?? 0) : at === over
          return (
            <g
              key={bin.min}
              onPointerDown={() => setFrom(at)}
              onPointerEnter={() => setOver(at)}
              onPointerUp={() => finish(at)}
              className="cursor-pointer"
            >
              <rect x={at * step} width={step} height={HEIGHT} fill="transparent" />
              <rect
                x={at * step + 0.5}
                y={HEIGHT - height}
                width={Math.max(1, step - 1)}
                height={height}
                className={isLit ? 'fill-ink' : 'fill-line-strong'}
              />
            </g>
          )
        })}
      </svg>
      <p className="flex justify-between text-[10.5px] leading-3.5 text-ink-faint">
        {pointed ? (
          <span className="truncate text-ink">
            {formatRange(pointed.min, pointed.max)}: {formatCount(pointed.count)} rows
          </span>
        ) : (
          <>
            <span>{formatCount(histogram.min)}</span>
            <span>{formatCount(histogram.max)}</span>
          </>
        )}
      </p>
    </div>
  )
}

function formatRange(min: number, max: number): string {
  return min === max ? formatCount(min) : `${formatCount(min)}–${formatCount(max)}`
}
