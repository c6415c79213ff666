import { formatCount } from '../../ui/format'
import type { MapClass, MapColoring, PointShape } from './map-coloring'

interface MapLegendProps {
  readonly title: string
  readonly coloring: MapColoring
  readonly isDensity: boolean
}

/** The kinds of points with their look and their number; that of rows without a value only where there are such. */
export function MapLegend({ title, coloring, isDensity }: MapLegendProps) {
  const shown = coloring.classes.filter(({ shape, points }) => shape !== 'ring' || points > 0)
  return (
    <section aria-label={`Legend: ${title}`}>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 flex flex-col gap-0.5">
        {shown.map((entry) => (
          <li key={entry.label} className="flex items-start gap-2">
            <Mark entry={entry} />
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{entry.label}</span>
            <span className="tabular-nums text-ink-soft">{formatCount(entry.points)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-meta text-ink-faint">
        {isDensity
          ? 'Stronger is more rows, by the logarithm; a cell has the mean colour of its rows.'
          : shown.some(({ shape }) => shape !== 'disc') && 'Shapes appear as points grow: zoom in.'}
      </p>
    </section>
  )
}

const PATHS: Record<PointShape, string> = {
  disc: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  up: 'M6 1L11 11H1z',
  down: 'M6 11L11 1H1z',
  ring: 'M6 2.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z',
}

function Mark({ entry: { color, shape } }: { entry: MapClass }) {
  const paint = shape === 'ring' ? { fill: 'none', stroke: color, strokeWidth: 2 } : { fill: color }
  return (
    <svg aria-hidden width={12} height={12} className="mt-0.5 shrink-0">
      <path d={PATHS[shape]} {...paint} />
    </svg>
  )
}
