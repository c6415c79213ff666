import { useId } from 'react'
import { GROUPS } from '@/lib/core/dimensions'
import type { DirectionPlanes } from '@/lib/core/direction'
import type { StripLayout } from './strip-layout'

interface DirectionMarksProps {
  /** Usually of one direction. Planes of a whole history may hold both poles: a dimension with both is in conflict. */
  readonly planes: DirectionPlanes
  readonly layout: StripLayout
  /** Pixels. Positive bars rise from the middle, negative ones hang from it, hatched. */
  readonly height: number
}

/** The drawing of a direction: five groups, two paths each, and a thin line for neutral. */
export function DirectionMarks({ planes, layout, height }: DirectionMarksProps) {
  const id = useId()
  const middle = height / 2
  const bar = middle - 2
  return (
    <svg width={layout.width} height={height} viewBox={`0 0 ${layout.width} ${height}`} aria-hidden className="block">
      <defs>
        <pattern id={id} width="4" height="3" patternUnits="userSpaceOnUse">
          <rect width="4" height="1.6" fill="white" />
        </pattern>
        <mask id={`${id}-hatch`}>
          <rect width={layout.width} height={height} fill={`url(#${id})`} />
        </mask>
      </defs>
      {GROUPS.map((group) => {
        const cells = layout.cells.filter((cell) => cell.group === group.key)
        const path = (pole: 'positive' | 'negative', top: number) =>
          cells
            .filter((cell) => holds(planes, pole, cell.index))
            .map((cell) => `M${cell.x} ${top}h${layout.cellWidth}v${bar}h${-layout.cellWidth}z`)
            .join('')
        const first = cells[0]?.x ?? 0
        const last = cells.at(-1)?.x ?? 0
        return (
          <g key={group.key} fill={`var(--group-${group.key})`}>
            <path d={`M${first} ${middle - 0.5}h${last - first + layout.cellWidth}v1H${first}z`} opacity={0.35} />
            <path d={path('positive', 1.5)} />
            <g mask={`url(#${id}-hatch)`}>
              <path d={path('negative', middle + 0.5)} />
            </g>
          </g>
        )
      })}
    </svg>
  )
}

function holds(planes: DirectionPlanes, pole: 'positive' | 'negative', index: number): boolean {
  const plane = planes[`${pole}${index < 64 ? 'Low' : 'High'}`]
  return ((plane >> BigInt(index % 64)) & 1n) === 1n
}
