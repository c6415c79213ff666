'use client'
import { useId, useMemo, useRef, useState } from 'react'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { conditionsOf } from '@/lib/core/filter'
import type { RelationMeasure } from '@/lib/core/vectors-view'
import { readCoOccurrence } from '@/lib/dataset'
import { ChartFrame } from '../charts/chart-frame'
import { useWidth } from '../charts/use-width'
import { classNames } from '../ui/class-names'
import { formatCount } from '../ui/format'
import { loadPart } from '../ui/load-part'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { Segmented } from '../ui/segmented'
import { useLoad } from '../ui/use-load'
import { drawHeatPicture, type HeatDrawing } from './draw-heat-map'
import { layOutHeatMap } from './heat-layout'
import { HeatLegend } from './heat-legend'
import { type HeatCell, HeatMap } from './heat-map'
import { heatInks } from './heat-scale'
import {
  conditionsOfPair,
  MEASURE_OPTIONS,
  orderDimensions,
  POLE_PAIR_OPTIONS,
  pairOfCell,
  RELATION_ORDER_OPTIONS,
  RELATION_SIDE_OPTIONS,
  relateAll,
  type SignPair,
  subtractCells,
} from './prepare-relations'
import { RelationReading } from './relation-reading'
import { RelationsHow } from './relations-how'
import { scaleOf } from './scale-of-relations'
import type { TabProps } from './tab-props'
import { TabSkeleton } from './tab-skeleton'
import { tabulateRelations } from './tabulate-relations'
import { useDark } from './use-dark'
import { vectorsProvenance } from './vectors-provenance'

const TITLES: Record<RelationMeasure, string> = {
  pearson: 'Correlation of dimensions',
  lift: 'Lift of poles',
  share: 'Co-occurrence of poles',
}
/** From this width on the reading stands beside the map. */
const BESIDE = 860
const READING = 276
/** What the frame around the chart takes of the width. */
const FRAME = 26

/** How each two dimensions go together under the filter, beside the published figure where both are correlations. */
export default function RelationsTab({ view, setView, state, filterKey, onConditions }: TabProps) {
  const { measure, poles, order } = view.relations
  const sides = measure === 'pearson' ? view.relations.sides : 'rows'
  const [progress, setProgress] = useState<number | null>(null)
  const load = useLoad(filterKey, (signal) => readCoOccurrence(view.filter, signal, setProgress))
  const published = useLoad('published', (signal) =>
    loadPart(() => import('@/lib/core/published-correlation'), signal),
  ).value
  const [cell, setCell] = useState<HeatCell | null>(null)
  const isDark = useDark()
  const readingId = useId()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 900) - FRAME
  const together = load.value

  const correlations = useMemo(() => together && relateAll(together, 'pearson', 'positive'), [together])
  const values = useMemo(
    () => together && (measure === 'pearson' ? correlations : relateAll(together, measure, poles)),
    [together, correlations, measure, poles],
  )
  const figure = useMemo(
    () =>
      published &&
      Float64Array.from({ length: DIMENSION_COUNT ** 2 }, (_, at) =>
        published.publishedCorrelation(Math.floor(at / DIMENSION_COUNT), at % DIMENSION_COUNT),
      ),
    [published],
  )
  const dimensions = useMemo(() => correlations && orderDimensions(order, correlations), [order, correlations])
  const room = width >= BESIDE ? width - READING - 16 : width
  const layout = useMemo(
    () => dimensions && layOutHeatMap(dimensions, sides === 'beside' ? twinWidth(room) : room, order === 'group'),
    [dimensions, room, sides, order],
  )
  const scale = useMemo(
    () => values && scaleOf(measure, sides === 'difference', values, isDark),
    [measure, sides, values, isDark],
  )
  const inks = useMemo(() => heatInks(isDark), [isDark])
  const maps = useMemo(() => {
    if (!values || !layout || !scale || (sides !== 'rows' && !figure)) return null
    const draw = (shown: Float64Array): HeatDrawing => ({ values: shown, layout, scale, inks })
    const rows = { key: 'rows', title: 'These rows', drawing: draw(values) }
    if (sides === 'rows' || !figure) return [rows]
    if (sides === 'difference')
      return [{ key: 'difference', title: 'These rows less published', drawing: draw(subtractCells(values, figure)) }]
    const other = { key: 'published', title: 'Published figure', drawing: draw(figure) }
    return sides === 'published' ? [other] : [rows, other]
  }, [values, figure, layout, scale, inks, sides])

  if (load.phase === 'failed')
    return (
      <Notice tone="fault" title="The pairs of poles could not be counted" details={load.error.stack}>
        {load.error.message}
      </Notice>
    )
  const isStale = load.phase === 'loading'
  const place = (at: number) => dimensions?.[at] ?? 0
  const pair = cell && { left: place(cell.row), right: place(cell.column) }

  function keep(left: number, right: number, signs: SignPair) {
    onConditions([...conditionsOf(view.filter), ...conditionsOfPair(left, right, signs)])
  }

  function onPick(at: HeatCell) {
    if (!together) return
    const [left, right] = [place(at.row), place(at.column)]
    keep(left, right, pairOfCell(together, measure, poles, left, right))
  }

  const set = (change: Partial<typeof view.relations>) =>
    setView({ relations: { ...view.relations, ...change } }, { replace: true })

  return (
    <div ref={box} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Measure"
          value={measure}
          options={MEASURE_OPTIONS}
          onChange={(next) => set({ measure: next })}
        />
        {measure !== 'pearson' && (
          <Segmented
            label="Poles"
            value={poles}
            options={POLE_PAIR_OPTIONS}
            onChange={(next) => set({ poles: next })}
          />
        )}
        <Segmented
          label="Order of the dimensions"
          value={order}
          options={RELATION_ORDER_OPTIONS}
          onChange={(next) => set({ order: next })}
        />
        {measure === 'pearson' && (
          <Segmented
            label="Shown"
            value={sides}
            options={RELATION_SIDE_OPTIONS}
            onChange={(next) => set({ sides: next })}
          />
        )}
        {isStale && progress !== null && <Progress share={progress} label="Counting pairs of poles" className="w-28" />}
      </div>
      {together && values && maps && scale && layout ? (
        <ChartFrame
          title={TITLES[measure]}
          summary={`${formatCount(together.n)} rows with a direction, 90 × 90 dimensions.`}
          table={() =>
            tabulateRelations(
              together,
              measure,
              poles,
              measure === 'pearson' ? (published?.publishedCorrelation ?? null) : null,
            )
          }
          picture={() => drawHeatPicture(maps)}
          provenance={[
            ...vectorsProvenance(state, view),
            `n = ${together.n} · colours: ${scale.marks.map(({ label }) => label).join(' … ')}`,
            ...(sides !== 'rows' && published ? [published.PUBLISHED_CORRELATION_NOTE] : []),
          ]}
          fileName={`relations-${measure}`}
          how={<RelationsHow />}
        >
          <div>
            {sides !== 'rows' && published && (
              <p className="mb-2 max-w-[100ch] text-meta text-ink-soft">{published.PUBLISHED_CORRELATION_NOTE}</p>
            )}
            <HeatLegend scale={scale} inks={inks} label={TITLES[measure]} />
            <div className={classNames('mt-2 flex gap-4', width < BESIDE && 'flex-col')}>
              <div
                className={classNames(
                  'flex min-w-0 flex-1 flex-wrap gap-4 transition-opacity',
                  isStale && 'opacity-60',
                )}
              >
                {maps.map(({ key, title, drawing }) => (
                  <div key={key}>
                    {sides !== 'rows' && <p className="mb-1 text-meta font-medium">{title}</p>}
                    <HeatMap
                      {...drawing}
                      label={`${TITLES[measure]}, ${title.toLowerCase()}: a map of 90 by 90 cells. Arrow keys move, Enter keeps the rows of the cell.`}
                      readBy={readingId}
                      cell={cell}
                      onCell={setCell}
                      onPick={onPick}
                    />
                  </div>
                ))}
              </div>
              <aside
                aria-label="Chosen cell"
                className={classNames('shrink-0', width >= BESIDE && 'sticky top-2 w-[276px] self-start')}
              >
                <RelationReading
                  id={readingId}
                  together={together}
                  measure={measure}
                  poles={poles}
                  pair={pair}
                  published={
                    pair && published && measure === 'pearson'
                      ? published.publishedCorrelation(pair.left, pair.right)
                      : null
                  }
                  onPick={(signs) => pair && keep(pair.left, pair.right, signs)}
                />
              </aside>
            </div>
          </div>
        </ChartFrame>
      ) : (
        <TabSkeleton />
      )}
    </div>
  )
}

/** The width of each of two maps side by side, or of both below each other where there is no room. */
function twinWidth(room: number): number {
  return room >= 720 ? Math.floor((room - 16) / 2) : room
}
