'use client'
import { useCallback, useMemo, useState } from 'react'
import { conditionsOf, EVERY_ROW } from '@/lib/core/filter'
import { COMPONENT_COUNT, formatColor, MAP_DRAWINGS, type MapCamera, type MapView } from '@/lib/core/map-view'
import { DEFAULT_VIEW, formatView } from '@/lib/core/view'
import { projectRows, readComponents, readRowMask } from '@/lib/dataset'
import { Button } from '../ui/button'
import { formatShare } from '../ui/format'
import { Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { Segmented } from '../ui/segmented'
import { useLoad } from '../ui/use-load'
import { ColorChoice } from './map/color-choice'
import { isInMask } from './map/map-coloring'
import { MapPanel } from './map/map-panel'
import { SEED } from './map/map-seed'
import { nameColor, prepareColoring } from './map/prepare-coloring'
import { readColorFacts } from './map/read-color-facts'
import type { TabProps } from './tab-props'
import { TabSkeleton } from './tab-skeleton'
import { useDark } from './use-dark'
import { vectorsProvenance } from './vectors-provenance'

const DRAWINGS = MAP_DRAWINGS.map((key) => ({ key, label: key === 'points' ? 'Points' : 'Density' }))

/** The directions of all loaded rows on a plane, coloured by the filter or by what the rows hold. */
export default function MapTab({ view, setView, state, rowsKey, filterKey, onConditions }: TabProps) {
  const { axes, color, drawing } = view.map
  const isDark = useDark()
  const [progress, setProgress] = useState<number | null>(null)
  const [isStopped, setIsStopped] = useState(false)
  const [pointsProblem, setPointsProblem] = useState<Error | null>(null)
  const conditions = conditionsOf(view.filter)
  const isFiltered = conditions.length > 0

  const components = useLoad(isStopped ? null : rowsKey, (signal) => readComponents(signal, setProgress))
  const found = components.phase === 'ready' ? components.value : null
  const [first, second] = [found?.components[axes[0] - 1], found?.components[axes[1] - 1]]
  const projected = useLoad(isStopped || !first ? null : `${rowsKey} ${axes.join()} ${found?.n}`, async (signal) => {
    const [across, up] = [first?.loadings ?? new Float64Array(), second?.loadings ?? new Float64Array()]
    const question = { means: found?.means ?? new Float64Array(), across, up, seed: SEED }
    return { axes, components: found, projection: await projectRows(question, signal, setProgress) }
  })
  const facts = useLoad(`${rowsKey} ${formatColor(color)}`, (signal) => readColorFacts(color, signal))
  const matching = useLoad(isFiltered ? filterKey : null, (signal) => readRowMask(view.filter, signal))
  const mask = isFiltered ? matching.value : null

  const coloring = useMemo(
    () =>
      projected.value &&
      facts.value &&
      prepareColoring(facts.value, projected.value.projection.positions, mask, isDark),
    [projected.value, facts.value, mask, isDark],
  )

  const set = useCallback(
    (change: Partial<MapView>, replace = true) => setView({ map: { ...view.map, ...change } }, { replace }),
    [setView, view.map],
  )
  const setAxis = (place: 0 | 1, number: number) => {
    const other = axes[1 - place] ?? 1
    const next = number === other ? (axes[place] ?? 1) : other
    set({ axes: place === 0 ? [number, next] : [next, number], camera: null }, false)
  }
  const hrefOf = (hash: string, row: number) => {
    const filter = mask && !isInMask(mask, row) ? EVERY_ROW : view.filter
    return `/explore?${formatView({ ...DEFAULT_VIEW, source: view.source, filter, row: hash })}`
  }

  const failed = [components, projected].find(({ phase }) => phase === 'failed')
  if (failed?.phase === 'failed')
    return (
      <Notice tone="fault" title="The map could not be made" details={failed.error.stack}>
        {failed.error.message}
      </Notice>
    )
  if (isStopped)
    return (
      <Notice
        tone="info"
        title="The map was cancelled"
        actions={<Button onClick={() => setIsStopped(false)}>Make the map</Button>}
      >
        Nothing of it was kept.
      </Notice>
    )
  if (components.phase === 'ready' && components.value === null)
    return (
      <Notice tone="info" title="There is no map of these rows">
        All loaded rows with a direction have the same one, so that there is no axis along which they differ. Open rows
        with different directions.
      </Notice>
    )
  const box = projected.value?.projection.grid.box
  const offered = (found ?? projected.value?.components)?.components
  const isWorking = projected.phase === 'loading' || components.phase === 'loading'
  const isPoints = drawing === 'points' && pointsProblem === null

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {([0, 1] as const).map((place) => (
          <Select
            key={place}
            aria-label={place === 0 ? 'Component across' : 'Component up'}
            value={axes[place]}
            onChange={(event) => setAxis(place, Number(event.target.value))}
            className="h-7 w-52 text-meta"
          >
            {Array.from({ length: offered?.length ?? COMPONENT_COUNT }, (_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: components are named by their numbers.
              <option key={at} value={at + 1}>
                {place === 0 ? '→' : '↑'} Component {at + 1}
                {offered && ` (${formatShare(offered[at]?.share ?? 0)})`}
              </option>
            ))}
          </Select>
        ))}
        <ColorChoice color={color} filter={view.filter} onChange={(next) => set({ color: next })} />
        <Segmented
          label="Drawn as"
          value={isPoints ? 'points' : 'density'}
          options={DRAWINGS}
          onChange={(next) => {
            setPointsProblem(null)
            set({ drawing: next })
          }}
        />
        {isWorking && progress !== null && (
          <div className="flex items-center gap-2" role="status">
            <Progress
              share={components.phase === 'ready' ? 0.3 + 0.7 * progress : 0.3 * progress}
              label="Making the map"
              className="w-28"
            />
            <Button size="small" variant="quiet" onClick={() => setIsStopped(true)}>
              Cancel
            </Button>
          </div>
        )}
      </div>
      {facts.phase === 'failed' && (
        <Notice
          tone="fault"
          title={`The rows could not be coloured by ${nameColor(color)}`}
          details={facts.error.stack}
        >
          {facts.error.message} Choose another colour.
        </Notice>
      )}
      {matching.phase === 'failed' && isFiltered && (
        <Notice tone="fault" title="The rows under the filter could not be read" details={matching.error.stack}>
          {matching.error.message}
        </Notice>
      )}
      {pointsProblem && drawing === 'points' && (
        <Notice tone="warn" title="The density of the rows is shown in place of points">
          {pointsProblem.message}. Everything else works the same. Choose “Points” to try again.
        </Notice>
      )}
      {projected.value?.components && box && coloring ? (
        <MapPanel
          key={`${view.source} ${projected.value.axes.join()}`}
          rowsKey={rowsKey}
          components={projected.value.components}
          axes={projected.value.axes}
          projection={projected.value.projection}
          box={box}
          coloring={coloring}
          colorName={facts.value ? nameColor(facts.value.color) : ''}
          mask={mask}
          drawing={isPoints ? 'points' : 'density'}
          camera={view.map.camera}
          provenance={vectorsProvenance(state, view)}
          hrefOf={hrefOf}
          onCamera={(camera: MapCamera | null) => set({ camera })}
          onSelection={(selection) => onConditions([...conditions, { kind: 'selection', selection }])}
          onProblem={setPointsProblem}
        />
      ) : (
        facts.phase !== 'failed' && <TabSkeleton />
      )}
    </div>
  )
}
