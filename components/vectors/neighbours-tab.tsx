'use client'
import { Eraser } from 'lucide-react'
import { useRef, useState } from 'react'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { countActive, type Direction, packDirection } from '@/lib/core/direction'
import { formatFilter } from '@/lib/core/filter-url'
import { formatProfile } from '@/lib/core/profile-text'
import { spreadWeights } from '@/lib/core/vector-weights'
import type { NeighbourMode, NeighbourTarget, VectorsView } from '@/lib/core/vectors-view'
import { DEFAULT_VIEW, formatView } from '@/lib/core/view'
import { readNeighbours, readOpenRow } from '@/lib/dataset'
import { ChartFrame } from '../charts/chart-frame'
import { DirectionStrip } from '../direction/direction-strip'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Notice } from '../ui/notice'
import { Segmented } from '../ui/segmented'
import { useLoad } from '../ui/use-load'
import { NeighbourList } from './neighbour-list'
import { NeighboursHow } from './neighbours-how'
import { refuseTarget, tabulateNeighbours } from './prepare-neighbours'
import { stackStrips } from './stack-strips'
import type { TabProps } from './tab-props'
import { TabSkeleton } from './tab-skeleton'
import { TargetEditor } from './target-editor'
import { TargetSource } from './target-source'
import { vectorsProvenance } from './vectors-provenance'

const MODES = [
  { key: 'nearest', label: 'Nearest' },
  { key: 'opposite', label: 'Opposite twins' },
] as const satisfies readonly { key: NeighbourMode; label: string }[]
const PAGE = 20
/** Most rows that are looked up; the next step would be a filter. */
const MOST = 500
const NEUTRAL: Direction = Array.from({ length: DIMENSION_COUNT }, () => 0 as const)

/** The rows under the filter nearest to a row, a drawn direction or a pasted profile, or most opposite to it. */
export default function NeighboursTab({ view, setView, state, rowsKey, filterKey }: TabProps) {
  const { target, weights, mode } = view.neighbours
  const [limit, setLimit] = useState(PAGE)
  const list = useRef<HTMLDivElement>(null)
  const hash = target?.kind === 'row' ? target.hash : null
  const row = useLoad(hash && `${rowsKey} ${hash}`, (signal) =>
    readOpenRow({ hash: hash ?? '', filter: DEFAULT_VIEW.filter, sort: DEFAULT_VIEW.sort }, signal),
  )
  const isRowRead = row.phase === 'ready' && row.value?.hash === hash
  const direction =
    target?.kind === 'direction' ? target.direction : isRowRead ? (row.value?.example.direction ?? null) : null
  const spread = spreadWeights(weights)
  const refusal = direction && refuseTarget(direction, spread)
  const key =
    direction && !refusal ? `${filterKey} ${direction.join('')} ${JSON.stringify(spread)} ${mode} ${limit}` : null
  const found = useLoad(key, (signal) =>
    readNeighbours(
      { target: packDirection(direction ?? NEUTRAL), weights: spread, mode, limit, filter: view.filter },
      signal,
    ),
  )

  const set = (change: Partial<VectorsView['neighbours']>, replace = true) =>
    setView({ neighbours: { ...view.neighbours, ...change } }, { replace })
  const setTarget = (next: NeighbourTarget | null) => {
    setLimit(PAGE)
    set({ target: next }, false)
  }
  const hrefOf = (rowHash: string) =>
    `/explore?${formatView({ ...DEFAULT_VIEW, source: view.source, filter: view.filter, row: rowHash })}`

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented label="Which rows" value={mode} options={MODES} onChange={(next) => set({ mode: next })} />
        <TargetSource onTarget={setTarget} />
        {(target || weights.size > 0) && (
          <Button size="small" variant="quiet" onClick={() => set({ target: null, weights: new Map() }, false)}>
            <Eraser aria-hidden /> Clear
          </Button>
        )}
      </div>
      <div className="grid items-start gap-4 min-[1000px]:grid-cols-[340px_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-3">
          <TargetSummary target={target} direction={direction} />
          <TargetEditor
            direction={direction ?? NEUTRAL}
            weights={weights}
            onDirection={(next) => set({ target: { kind: 'direction', direction: next } })}
            onWeights={(next) => set({ weights: next })}
          />
        </div>
        <div className="min-w-0">
          {target === null && (
            <Notice tone="info" title="Choose a target">
              Draw one with the bars on the left, give a row’s hash, or paste the text of a profile. The rows are then
              ranked by the dimensions they agree in less those they conflict in, exactly and over every row under the
              filter ({formatFilter(view.filter) === '' ? 'none now' : 'above'}).
            </Notice>
          )}
          {row.phase === 'failed' && (
            <Notice tone="fault" title="The target row could not be read" details={row.error.stack}>
              {row.error.message}
            </Notice>
          )}
          {hash && row.phase === 'ready' && row.value === null && (
            <Notice tone="warn" title="The target row is not among the loaded rows">
              No loaded row has the content hash <span className="font-mono">{hash}</span>. Open the data that it came
              from, or wait until all of it is loaded.
            </Notice>
          )}
          {isRowRead && row.value && direction === null && (
            <Notice tone="info" title="The target row has no direction">
              Its file gives none, so no row can be near to it. Draw a target or paste a profile instead.
            </Notice>
          )}
          {refusal && <Notice tone="info" title={refusal} />}
          {found.phase === 'failed' && (
            <Notice tone="fault" title="The neighbours could not be found" details={found.error.stack}>
              {found.error.message}
            </Notice>
          )}
          {key !== null && found.value === null && found.phase === 'loading' && <TabSkeleton />}
          {key !== null && direction && found.value && (
            <ChartFrame
              title={mode === 'nearest' ? 'Nearest rows' : 'Opposite twins'}
              summary={`${found.value.rows.length} of ${formatCount(found.value.considered)} rows with a direction under the filter, ${
                mode === 'nearest' ? 'most agreement less conflict' : 'most conflict less agreement'
              } first.`}
              table={() => tabulateNeighbours(direction, found.value?.rows ?? [])}
              picture={() => stackStrips(list.current)}
              provenance={[
                ...vectorsProvenance(state, view),
                `Target: ${formatProfile(direction)}${spread ? ' · weighted' : ''}`,
              ]}
              fileName={mode === 'nearest' ? 'nearest-rows' : 'opposite-twins'}
              how={<NeighboursHow />}
            >
              <div ref={list} className={found.phase === 'loading' ? 'opacity-60' : undefined}>
                {found.value.rows.length === 0 && (
                  <p className="py-4 text-ink-soft">No row under the filter has a direction.</p>
                )}
                <NeighbourList
                  target={direction}
                  targetHash={hash}
                  rows={found.value.rows}
                  isWeighted={spread !== null}
                  hrefOf={hrefOf}
                  onTarget={(rowHash) => setTarget({ kind: 'row', hash: rowHash })}
                />
              </div>
              {found.value.rows.length === limit && limit < Math.min(MOST, found.value.considered) && (
                <Button size="small" className="mt-2" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
                  Show {PAGE} more
                </Button>
              )}
              {limit >= MOST && (
                <p className="mt-2 text-meta text-ink-soft">The first {MOST} rows. Narrow the filter for others.</p>
              )}
            </ChartFrame>
          )}
        </div>
      </div>
    </div>
  )
}

function TargetSummary({ target, direction }: { target: NeighbourTarget | null; direction: Direction | null }) {
  if (target === null || direction === null) return null
  const active = countActive(direction)
  return (
    <section aria-label="Target" className="rounded-md border p-3">
      <h2 className="mb-1 font-semibold">
        {target.kind === 'row' ? 'Target: a row' : 'Target: a drawn or pasted direction'}
      </h2>
      {target.kind === 'row' && <p className="mb-1 truncate font-mono text-meta text-ink-faint">{target.hash}</p>}
      <DirectionStrip direction={direction} of="the target" />
      {active > 0 && (
        <p className="mt-1 line-clamp-3 text-meta text-ink-soft" title={formatProfile(direction)}>
          {formatProfile(direction)}
        </p>
      )}
    </section>
  )
}
