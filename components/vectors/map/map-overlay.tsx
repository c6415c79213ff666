import type { Point } from '@/lib/core/point-grid'
import { boxInView, type MapFrame, ticksOf, toScreen } from './camera'

interface MapOverlayProps {
  readonly frame: MapFrame
  readonly axes: readonly [across: number, up: number]
  /** Corners of the lasso or of the chosen area. */
  readonly polygon: readonly Point[]
  readonly pointed: Point | null
  /** Whether the middle is marked, for keys to point with. */
  readonly hasCrosshair: boolean
}

/** Pixels at the ends of the axes that have no values: the names of the axes stand there. */
const CORNER = 26

/** Over the points: the axes with their values, the lasso, and a ring around the row that is pointed at. */
export function MapOverlay({ frame, axes, polygon, pointed, hasCrosshair }: MapOverlayProps) {
  const { width, height, scale } = frame
  const seen = boxInView(frame)
  const across = ticksOf(seen.left + CORNER / scale, seen.right - CORNER / scale, scale)
  const up = ticksOf(seen.bottom + CORNER / scale, seen.top - CORNER / scale, scale)
  const origin = toScreen(frame, { x: 0, y: 0 })
  const ring = pointed && toScreen(frame, pointed)
  const corners = polygon.map((corner) => toScreen(frame, corner)).map(({ x, y }) => `${round(x)},${round(y)}`)
  return (
    <svg
      data-overlay
      aria-hidden
      width={width}
      height={height}
      className="pointer-events-none absolute inset-0 overflow-hidden"
    >
      <path
        d={`M${round(origin.x)} 0V${height}M0 ${round(origin.y)}H${width}`}
        className="fill-none stroke-line-strong"
      />
      {across.values.map((value) => (
        <g key={value} transform={`translate(${round(toScreen(frame, { x: value, y: 0 }).x)} ${height})`}>
          <path d="M0 0V-5" className="stroke-ink-faint" />
          <Halo x={0} y={-9} anchor="middle" text={format(value, across.digits)} />
        </g>
      ))}
      {up.values.map((value) => (
        <g key={value} transform={`translate(0 ${round(toScreen(frame, { x: 0, y: value }).y)})`}>
          <path d="M0 0H5" className="stroke-ink-faint" />
          <Halo x={9} y={4} anchor="start" text={format(value, up.digits)} />
        </g>
      ))}
      <Halo x={width - 6} y={height - 24} anchor="end" text={`component ${axes[0]} →`} />
      <Halo x={9} y={14} anchor="start" text={`↑ component ${axes[1]}`} />
      {corners.length > 1 && (
        <polygon points={corners.join(' ')} className="fill-signal/10 stroke-signal" strokeDasharray="4 3" />
      )}
      {ring && (
        <>
          <circle cx={ring.x} cy={ring.y} r={7} className="fill-none stroke-ground" strokeWidth={4} />
          <circle cx={ring.x} cy={ring.y} r={7} className="fill-none stroke-ink" strokeWidth={2} />
        </>
      )}
      {hasCrosshair && (
        <path
          d={`M${width / 2 - 12} ${height / 2}h8m8 0h8M${width / 2} ${height / 2 - 12}v8m0 8v8`}
          className="fill-none stroke-ink"
          strokeWidth={1.5}
        />
      )}
    </svg>
  )
}

function Halo({ x, y, anchor, text }: { x: number; y: number; anchor: 'start' | 'middle' | 'end'; text: string }) {
  return (
    <text
      x={x}
      y={y}
      textAnchor={anchor}
      fontSize={11}
      className="fill-ink-soft stroke-ground tabular-nums"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {text}
    </text>
  )
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

function format(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}
