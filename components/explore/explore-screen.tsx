'use client'
import { Filter as FilterIcon, TableOfContents } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { FacetKey } from '@/lib/core/columns'
import { allOf, conditionsOf, type Filter } from '@/lib/core/filter'
import { DEFAULT_VIEW, describeViewProblem, formatView, type View } from '@/lib/core/view'
import { countPoles, type DatasetState, dataset, useDataset } from '@/lib/dataset'
import { PageBar } from '../frame/page-bar'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { EmptyState } from '../ui/empty-state'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { USUAL_COLUMNS } from './columns'
import { DatasetBar } from './dataset-bar'
import { DropZone } from './drop-zone'
import { Equaliser } from './equaliser'
import { ExamplesTable } from './examples-table'
import { FilterBar } from './filter-bar'
import { type FirstRowsData, toPageRows, toPoleTotals } from './first-rows'
import { clearDimension, prepareEqualiser, togglePole } from './prepare-equaliser'
import { RowDrawer } from './row-drawer'
import { ShardProblems } from './shard-problems'
import { SourceDialog } from './source-dialog'
import type { SourceSummary } from './source-summary'
import { useColumnSummaries } from './use-column-summaries'
import { useRowPages } from './use-row-pages'
import { useView } from './use-view'
import { ViewTools } from './view-tools'

interface ExploreScreenProps {
  readonly sources: readonly SourceSummary[]
  /** The first rows of the source that opens by itself, to show before the database is up. */
  readonly firstRows: FirstRowsData | null
}

/** Browse everything that is loaded: equaliser, filter, table and the open row. The address bar holds the view. */
export function ExploreScreen({ sources: offered, firstRows }: ExploreScreenProps) {
  const [view, setView] = useView()
  const [sources, setSources] = useState(offered)
  const [isChoosing, setIsChoosing] = useState(false)
  const [equaliserState, setEqualiserState] = useState<'auto' | 'open' | 'closed'>('auto')
  const state = useDataset()
  const { filter, sort } = view
  const hasRows = state.rows > 0 && state.engine === 'ready'
  const filterKey = JSON.stringify(filter)
  const loaded = hasRows ? `${state.version}` : null
  const key = loaded && `${loaded} ${filterKey}`

  const totals = useLoad(loaded, (signal) => countPoles(allOf([]), signal))
  const counts = useLoad(key, (signal) => countPoles(filter, signal))
  const summaries = useColumnSummaries(key, filter)
  const pages = useRowPages(`${key} ${sort.key} ${sort.descending}`, filter, sort)
  const matched = counts.value?.matched ?? null
  const conditions = conditionsOf(filter)
  const early = useEarlyRows(firstRows, sources[0]?.id ?? null, view, state)
  const isSynthetic = state.source?.kind === 'server' && state.source.synthetic

  useOpenFromView(view, sources)

  const setConditions = useCallback((next: readonly Filter[]) => setView({ filter: allOf(next) }), [setView])
  const openFiles = useCallback(
    (files: File[]) => {
      setView({ source: null, row: null })
      void dataset.openFiles(files)
    },
    [setView],
  )
  const openSource = useCallback((id: string) => setView({ source: id, row: null }), [setView])
  const openRow = useCallback(
    (hash: string) => setView({ row: hash }, { replace: view.row !== null }),
    [setView, view.row],
  )
  const closeRow = useCallback(() => setView({ row: null }), [setView])

  const equaliser = useMemo(
    () =>
      prepareEqualiser({
        counts: counts.value ?? early?.totals ?? null,
        totals: totals.value ?? early?.totals ?? null,
        filter,
        ...view.equaliser,
      }),
    [counts.value, totals.value, early, filter, view.equaliser],
  )

  function keepRange(facet: FacetKey, min: number | null, max: number | null) {
    const rest = conditions.filter((condition) => condition.kind !== 'range' || condition.facet !== facet)
    setConditions([...rest, { kind: 'range', facet, min, max }])
  }

  return (
    <>
      <DropZone onFiles={openFiles} />
      <PageBar title="Explore">
        <DatasetBar state={state} matched={matched} onChooseSource={() => setIsChoosing(true)} />
        {hasRows && (
          <ViewTools
            view={view}
            matched={matched}
            isSynthetic={isSynthetic}
            onColumns={(columns) => setView({ columns }, { replace: true })}
          />
        )}
      </PageBar>
      <FilterBar
        filter={filter}
        problems={view.problems.map(describeViewProblem)}
        onChange={setConditions}
        onEqualiser={() =>
          setEqualiserState(
            isNarrow()
              ? equaliserState === 'open'
                ? 'auto'
                : 'open'
              : equaliserState === 'closed'
                ? 'auto'
                : 'closed',
          )
        }
      />
      <ShardProblems state={state} />
      {counts.phase === 'failed' && (
        <Notice
          tone="fault"
          title="The rows under this filter could not be counted"
          details={counts.error.stack}
          className="m-3"
        >
          {counts.error.message}
        </Notice>
      )}
      <div className="relative flex min-h-0 flex-1">
        {equaliserState !== 'closed' && (
          <div
            className={classNames(
              'flex w-[320px] shrink-0 flex-col border-r max-[900px]:absolute max-[900px]:inset-y-0 max-[900px]:left-0 max-[900px]:z-30 max-[900px]:w-full max-[900px]:max-w-[360px] max-[900px]:bg-ground max-[900px]:shadow-overlay',
              equaliserState === 'auto' && 'max-[900px]:hidden',
            )}
          >
            <Equaliser
              data={equaliser}
              order={view.equaliser.order}
              search={view.equaliser.search}
              onOrder={(order) => setView({ equaliser: { ...view.equaliser, order } }, { replace: true })}
              onSearch={(search) => setView({ equaliser: { ...view.equaliser, search } }, { replace: true })}
              onGesture={(dimension, pole, gesture) =>
                setConditions(togglePole(conditions, dimension.key, pole, gesture))
              }
              onClear={(dimension) => setConditions(clearDimension(conditions, dimension.key))}
            />
          </div>
        )}
        <section aria-label="Rows" className="flex min-w-0 flex-1 flex-col">
          {hasRows && matched === 0 ? (
            <NoRows conditions={conditions} onChange={setConditions} />
          ) : hasRows || early ? (
            <ExamplesTable
              key={filterKey}
              filter={filter}
              shown={view.columns ?? USUAL_COLUMNS}
              count={(hasRows ? matched : null) ?? early?.count ?? 0}
              rowAt={(index) => pages.rowAt(index) ?? early?.rows[index] ?? null}
              onVisible={pages.onVisible}
              sort={sort}
              onSort={(next) =>
                setView({
                  sort: { key: next, descending: sort.key === next ? !sort.descending : next !== 'row_number' },
                })
              }
              openHash={view.row}
              onOpen={openRow}
              summaries={summaries.value}
              onRange={keepRange}
              onMissing={(column) => setConditions([...conditions, { kind: 'missing', column }])}
            />
          ) : state.phase === 'loading' || state.engine === 'starting' ? (
            <TableSkeleton />
          ) : (
            <NothingLoaded onChoose={() => setIsChoosing(true)} />
          )}
          {pages.error && (
            <Notice tone="fault" title="These rows could not be read" details={pages.error.stack} className="m-3">
              {pages.error.message}
            </Notice>
          )}
        </section>
        {view.row && (hasRows || early !== null || state.phase === 'loading') && (
          <RowDrawer
            hash={view.row}
            filter={filter}
            sort={sort}
            version={hasRows ? state.version : null}
            onOpen={openRow}
            onClose={closeRow}
          />
        )}
      </div>
      <SourceDialog
        open={isChoosing}
        onOpenChange={setIsChoosing}
        sources={sources}
        onSources={setSources}
        onOpenSource={openSource}
        onOpenFiles={openFiles}
      />
    </>
  )
}

/** Opens the source that the address names, or the first one offered, whenever that changes. */
function useOpenFromView(view: View, sources: readonly SourceSummary[]) {
  const wanted = view.source ?? sources[0]?.id ?? null
  useEffect(() => {
    const { source, phase } = dataset.getSnapshot()
    const isOpen = source?.kind === 'server' && source.id === wanted
    const isOwnFiles = source?.kind === 'files' && view.source === null
    if (wanted === null || isOpen || isOwnFiles || (phase !== 'empty' && view.source === null)) return
    void dataset.openServerSource(wanted)
  }, [wanted, view.source])
}

/** The rows that the server knows of the first source, while they still stand for what is asked and nothing else is open. */
function useEarlyRows(firstRows: FirstRowsData | null, firstSource: string | null, view: View, state: DatasetState) {
  const early = useMemo(
    () => firstRows && { rows: toPageRows(firstRows), totals: toPoleTotals(firstRows), count: firstRows.totals.rows },
    [firstRows],
  )
  const isPlain =
    formatView({ ...view, row: null, columns: null, equaliser: DEFAULT_VIEW.equaliser, source: null }) === ''
  const isAsked = view.source === null || view.source === firstSource
  const isOpen = state.source === null || (state.source.kind === 'server' && state.source.id === firstSource)
  return isPlain && isAsked && isOpen && state.phase !== 'failed' ? early : null
}

/** Below this the equaliser lies over the table and starts hidden. */
function isNarrow(): boolean {
  return window.matchMedia('(max-width: 900px)').matches
}

function TableSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4" aria-hidden>
      <Skeleton className="h-20 w-full" />
      {Array.from({ length: 12 }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal boxes.
        <Skeleton key={at} className="h-5 w-full" />
      ))}
    </div>
  )
}

function NoRows({
  conditions,
  onChange,
}: {
  conditions: readonly Filter[]
  onChange: (next: readonly Filter[]) => void
}) {
  return (
    <EmptyState
      icon={FilterIcon}
      title="No row meets this filter"
      action={
        <>
          <Button variant="primary" onClick={() => onChange(conditions.slice(0, -1))}>
            Drop the last condition
          </Button>
          <Button onClick={() => onChange([])}>Clear all</Button>
        </>
      }
    >
      {conditions.some((condition) => condition.kind === 'run')
        ? 'The rows of this run are not among the open data, or other conditions leave them out. Open the data that the run was made from.'
        : `Together these ${conditions.length} conditions leave nothing. Remove one of the pills above.`}
    </EmptyState>
  )
}

function NothingLoaded({ onChoose }: { onChoose: () => void }) {
  return (
    <EmptyState
      icon={TableOfContents}
      title="No data is open"
      action={
        <Button variant="primary" onClick={onChoose}>
          Open data
        </Button>
      }
    >
      AlignX shards as Parquet, JSON or JSONL. Drop files anywhere on this page, or choose a source. Files you drop stay
      in this tab.
    </EmptyState>
  )
}
