'use client'
import { useRouter } from 'next/navigation'
import { useId, useMemo, useRef, useState } from 'react'
import type { Projection } from '@/lib/core/direction-index-map'
import type { MapCamera, MapDrawing } from '@/lib/core/map-view'
import type { Box, Point } from '@/lib/core/point-grid'
import type { PrincipalComponents } from '@/lib/core/principal-components'
import type { RowMask } from '@/lib/core/row-mask'
import { readRowsByNumber } from '@/lib/dataset'
import { ChartFrame } from '../../charts/chart-frame'
import { useWidth } from '../../charts/use-width'
import { classNames } from '../../ui/class-names'
import { formatCount, formatShare } from '../../ui/format'
import { AxisReading } from './axis-reading'
import { boxInView, cornersOf, frameOf, seeAll } from './camera'
import { ChosenArea } from './chosen-area'
import { drawMapPicture } from './draw-map-picture'
import { MapCanvas, type MapHandle } from './map-canvas'
import type { MapColoring } from './map-coloring'
import { MapHow } from './map-how'
import { MapLegend } from './map-legend'
import { MapTools } from './map-tools'
import { tabulateAxes } from './prepare-axes'
import { RowCard } from './row-card'
import { RowsInArea } from './rows-in-area'
import { nearestRows, rowsOfArea } from './rows-of-area'
import type { MapTool } from './use-map-gestures'

interface MapPanelProps {
  readonly rowsKey: string
  readonly components: PrincipalComponents
  readonly axes: readonly [across: number, up: number]
  readonly projection: Projection
  readonly box: Box
  readonly coloring: MapColoring
  readonly colorName: string
  /** The rows under the filter; `null` for all. */
  readonly mask: RowMask | null
  readonly drawing: MapDrawing
  readonly camera: MapCamera | null
  readonly provenance: readonly string[]
  readonly hrefOf: (hash: string, row: number) => string
  readonly onCamera: (camera: MapCamera | null) => void
  readonly onSelection: (selection: string) => void
  readonly onProblem: (error: Error) => void
}

/** From this width on the readings stand beside the map. */
const BESIDE = 860
const ASIDE = 276
/** What the frame around the chart takes of the width. */
const FRAME = 26
const LISTED = 50
const NO_CORNERS: readonly Point[] = []

/** The map with all that is read off it and done on it. */
export function MapPanel(props: MapPanelProps) {
  const { rowsKey, components, axes, projection, box, coloring, colorName, mask, drawing, camera, hrefOf } = props
  const router = useRouter()
  const [tool, setTool] = useState<MapTool>('pan')
  const [handle, setHandle] = useState<MapHandle | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const [polygon, setPolygon] = useState(NO_CORNERS)
  const [area, setArea] = useState<readonly Point[] | null>(null)
  const [isListed, setIsListed] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  const width = useWidth(element, 900) - FRAME
  const cardId = useId()
  const isBeside = width >= BESIDE
  const side = isBeside ? width - ASIDE - 16 : width
  const size = useMemo(() => ({ width: side, height: Math.round(Math.min(620, Math.max(320, side * 0.66))) }), [side])
  const chosen = useMemo(() => area && rowsOfArea(projection, area, mask), [area, projection, mask])
  const listed = useMemo(() => {
    if (!isListed) return null
    const seen = camera ?? seeAll(box)
    const corners = area ?? cornersOf(boxInView(frameOf(seen, box, size)))
    const { rows } = chosen ?? rowsOfArea(projection, corners, mask)
    return { total: rows.length, rows: nearestRows(rows, projection.positions, area ? middleOf(area) : seen, LISTED) }
  }, [isListed, camera, box, size, area, chosen, projection, mask])

  function choose(corners: readonly Point[] | null) {
    setPolygon(corners ?? NO_CORNERS)
    setArea(corners)
  }

  function onLasso(corners: readonly Point[], isClosed: boolean) {
    if (!isClosed) setPolygon(corners)
    else choose(corners.length >= 3 ? corners : null)
  }

  async function onPick(row: number) {
    const [read] = await readRowsByNumber([row], AbortSignal.timeout(60_000))
    if (read) router.push(hrefOf(read.hash, row))
  }

  const [first, second] = [components.components[axes[0] - 1], components.components[axes[1] - 1]]
  const share = (first?.share ?? 0) + (second?.share ?? 0)
  const placeOf = (row: number) =>
    [0, 1].map((at) => (projection.positions[2 * row + at] ?? 0).toFixed(2).replace('-', '−')).join(', ')

  return (
    <div ref={element}>
      <ChartFrame
        title="Map of directions"
        summary={`${formatCount(projection.points)} rows with a direction on two of their principal components, which show ${formatShare(share)} of the variance.`}
        table={() => tabulateAxes(components)}
        picture={() =>
          drawMapPicture(
            handle?.picture() ?? '',
            element.current?.querySelector<SVGSVGElement>('svg[data-overlay]') ?? null,
            size,
            `Coloured by: ${colorName}`,
            coloring,
          )
        }
        provenance={[
          ...props.provenance,
          `Principal components of signs, n = ${components.n} · components ${axes.join(' and ')} · coloured by ${colorName}`,
        ]}
        fileName={`map-${axes.join('-')}`}
        how={<MapHow projection={projection} />}
      >
        <div className="flex flex-col gap-3">
          <MapTools
            tool={tool}
            axes={axes}
            handle={handle}
            onTool={setTool}
            onArea={(next) => choose(cornersOf(next))}
          />
          <div className={classNames('flex gap-4', !isBeside && 'flex-col')}>
            <MapCanvas
              projection={projection}
              box={box}
              coloring={coloring}
              drawing={drawing}
              axes={axes}
              size={size}
              tool={tool}
              camera={camera}
              polygon={polygon}
              pointed={pointed}
              label={`Map of ${formatCount(projection.points)} rows, component ${axes[0]} across and ${axes[1]} up`}
              readBy={cardId}
              onCamera={props.onCamera}
              onPointed={setPointed}
              onPick={(row) => void onPick(row)}
              onLasso={onLasso}
              onProblem={props.onProblem}
              onHandle={setHandle}
            />
            <aside
              aria-label="Readings of the map"
              className={classNames('flex flex-col gap-4', isBeside && 'w-[276px] shrink-0')}
            >
              {chosen && (
                <ChosenArea
                  rows={chosen.rows}
                  left={chosen.left}
                  usualName={`Map: ${formatCount(chosen.rows.length)} rows`}
                  onKept={(selection) => {
                    choose(null)
                    props.onSelection(selection)
                  }}
                  onClear={() => choose(null)}
                />
              )}
              <MapLegend title={colorName} coloring={coloring} isDensity={drawing === 'density'} />
              {first && <AxisReading number={axes[0]} way="across" component={first} />}
              {second && <AxisReading number={axes[1]} way="up" component={second} />}
              <RowCard
                id={cardId}
                rowsKey={rowsKey}
                row={pointed}
                place={pointed === null ? '' : placeOf(pointed)}
                hrefOf={hrefOf}
                className={isBeside ? undefined : 'order-first'}
              />
            </aside>
          </div>
          <details
            className="rounded-md border"
            open={isListed}
            onToggle={(event) => setIsListed(event.currentTarget.open)}
          >
            <summary className="px-3 py-2 font-medium">Rows {area ? 'chosen' : 'in view'} as a table</summary>
            {listed && (
              <RowsInArea
                {...listed}
                of={area ? 'area' : 'view'}
                axes={axes}
                rowsKey={rowsKey}
                positions={projection.positions}
                hrefOf={hrefOf}
              />
            )}
          </details>
        </div>
      </ChartFrame>
    </div>
  )
}

function middleOf(corners: readonly Point[]): Point {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return { x: mean(corners.map(({ x }) => x)), y: mean(corners.map(({ y }) => y)) }
}
