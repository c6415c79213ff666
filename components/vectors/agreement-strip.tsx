import type { Direction, Sign } from '@/lib/core/direction'
import { WIDE_STRIP } from '../direction/strip-layout'
import { describeStanding, standingOf } from './prepare-neighbours'

interface AgreementStripProps {
  readonly target: Direction
  readonly direction: Direction
}

const HEIGHT = 30
const MIDDLE = HEIGHT / 2
const BAR = MIDDLE - 4

/**
 * The 90 cells of a row against a target: agreements in full colour, conflicts as a split mark in ink, what the target
 * holds and the row does not as an outline, what only the row holds faintly.
 */
export function AgreementStrip({ target, direction }: AgreementStripProps) {
  const { cells, cellWidth, width } = WIDE_STRIP
  return (
    <svg
      data-strip
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={describeStanding(target, direction)}
      className="block h-auto max-w-full"
    >
      <path d={`M0 ${MIDDLE}H${width}`} strokeWidth={0.75} className="stroke-line-strong" />
      {cells.map(({ index, group, x }) => (
        <Mark
          key={index}
          wanted={target[index] ?? 0}
          held={direction[index] ?? 0}
          x={x}
          width={cellWidth}
          color={`var(--group-${group})`}
        />
      ))}
    </svg>
  )
}

interface MarkProps {
  readonly wanted: Sign
  readonly held: Sign
  readonly x: number
  readonly width: number
  readonly color: string
}

function Mark({ wanted, held, x, width, color }: MarkProps) {
  const top = (held === 0 ? wanted : held) === 1 ? MIDDLE - BAR : MIDDLE
  const cross = `M${x - 1} ${MIDDLE - 3}l${width + 2} 6M${x - 1} ${MIDDLE + 3}l${width + 2} -6`
  switch (standingOf(wanted, held)) {
    case 'neutral':
      return null
    case 'agree':
      return <rect x={x} y={top} width={width} height={BAR} fill={color} />
    case 'extra':
      return <rect x={x} y={top} width={width} height={BAR} fill={color} opacity={0.28} />
    case 'missing':
      return <rect x={x + 0.5} y={top} width={width - 1} height={BAR} fill="none" stroke={color} strokeWidth={1} />
    case 'conflict':
      return (
        <g>
          <rect x={x} y={top} width={width} height={BAR} className="fill-ink" />
          <path d={cross} strokeWidth={1.5} className="fill-none stroke-fault" />
        </g>
      )
  }
}
