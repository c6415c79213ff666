'use client'
import { useCallback, useMemo, useState } from 'react'
import type { FacetKey } from '@/lib/core/columns'
import { allOf, conditionsOf, type Filter } from '@/lib/core/filter'
import { selectionsOf } from '@/lib/core/filter-terms'
import { describeViewProblem, OWN_FILES, parseView } from '@/lib/core/view'
import { countPoles, dataset, isAnswering, isSettled, useDataset, useSelections } from '@/lib/dataset'
import { DatasetBar } from '../dataset/dataset-bar'
import { loadDropZone, loadNotices, loadSourceDialog } from '../dataset/later-parts'
import type { SourceSummary } from '../dataset/source-summary'
import { useOpenFromView } from '../dataset/use-open-from-view'
import { FilterBar } from '../filter/filter-bar'
import { loadMissingSelection, loadSelectionsDialog } from '../filter/later-parts'
import { PageBar } from '../frame/page-bar'
import { classNames } from '../ui/class-names'
import { useLater } from '../ui/use-later'
import { useLoad } from '../ui/use-load'
import { USUAL_COLUMNS } from './cells'
import { Equaliser } from './equaliser'
import { ExamplesTable } from './examples-table'
import { loadRowDrawer, loadViewTools } from './later-parts'
import { clearDimension, prepareEqualiser, togglePole } from './prepare-equaliser'
import { TableSkeleton } from './table-skeleton'
import { useColumnSummaries } from './use-column-summaries'
import { type FirstView, useEarlyRows } from './use-early-rows'
import { useRowPages } from './use-row-pages'
import { useView } from './use-view'

interface ExploreScreenProps {
  readonly sources: readonly SourceSummary[]
  /** What is known of the source that opens by itself, to show before its data is in the browser. */
  readonly first: FirstView | null
}

/** Browse everything that is loaded: equaliser, filter, table and the open row. The address bar holds the view. */
export function ExploreScreen({ sources: offered, first }: ExploreScreenProps) {
  const [view, setView] = useView()
  const [sources, setSources] = useState(offered)
  const [isChoosing, setIsChoosing] = useState(false)
  const [isSelecting, setIsSelecting] = useState(false)
  const [equaliserState, setEqualiserState] = useState<'auto' | 'open' | 'closed'>('auto')
  const state = useDataset()
  const { filter, sort } = view
  const conditions = conditionsOf(filter)
  // Rows in their own order need the directions alone; every other question all that is on its way.
  const isPlain = conditions.length === 0 && sort.key === 'row_number'
  const isWhole = state.prepared === null || isSettled(state.prepared)
  const hasRows = isAnswering(state) && (isWhole || isPlain)
  const tools = useLater(loadViewTools, hasRows)
  const drawer = useLater(loadRowDrawer, view.row !== null)
  const sourceDialog = useLater(loadSourceDialog, isChoosing)
  const dropZone = useLater(loadDropZone, false)
  const notices = useLater(loadNotices, true)
  const selectionsDialog = useLater(loadSelectionsDialog, isSelecting)
  const filterKey = JSON.stringify(filter)
  const loaded = hasRows ? `${state.version}` : null
  const saved = useSelections()
  const missing = selectionsOf(filter).find((id) => saved.selections.every((selection) => selection.id !== id)) ?? null
  const isMissing = missing !== null && saved.phase === 'ready'
  const missingSelection = useLater(loadMissingSelection, isMissing)
  const key = loaded && (missing === null || saved.phase === 'failed') ? `${loaded} ${filterKey}` : null

  const totals = useLoad(loaded, (signal) => countPoles(allOf([]), signal))
  const counts = useLoad(key, (signal) => countPoles(filter, signal))
  const summaries = useColumnSummaries(isWhole ? key : null, filter)
  const pages = useRowPages(key && `${key} ${sort.key} ${sort.descending}`, filter, sort)
  const matched = isMissing ? null : (counts.value?.matched ?? null)
  const early = useEarlyRows(first, sources[0]?.id ?? null, view, state)
  const isSynthetic = state.isSynthetic || (early !== null && first?.isSynthetic === true)

  useOpenFromView(view, sources)

  const setConditions = useCallback(
    (next: readonly Filter[]) => {
      const different = new Map(next.map((condition) => [JSON.stringify(condition), condition]))
      setView({ filter: allOf([...different.values()]) })
    },
    [setView],
  )
  const openFiles = useCallback(
    (files: File[]) => {
      setView({ source: OWN_FILES, row: keptRow() })
      void dataset.openFiles(files)
    },
    [setView],
  )
  const openSource = useCallback((id: string) => setView({ source: id, row: keptRow() }), [setView])
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

  const choices = useMemo(
    () => ({ shards: state.shards.map(({ name }) => name), selections: saved.selections }),
    [state.shards, saved.selections],
  )

  function keepRange(facet: FacetKey, min: number | null, max: number | null) {
    const rest = conditions.filter((condition) => condition.kind !== 'range' || condition.facet !== facet)
    setConditions([...rest, { kind: 'range', facet, min, max }])
  }

  return (
    <>
      {dropZone && <dropZone.DropZone onFiles={openFiles} />}
      <PageBar title="Explore">
        <DatasetBar
          state={state}
          matched={matched}
          isCounting={key !== null && counts.phase === 'loading'}
          isSynthetic={isSynthetic}
          onChooseSource={() => setIsChoosing(true)}
        />
        {hasRows && tools && (
          <tools.ViewTools
            view={view}
            matched={matched}
            isSynthetic={isSynthetic}
            onColumns={(columns) => setView({ columns }, { replace: true })}
          />
        )}
      </PageBar>
      <FilterBar
        filter={filter}
        searches={state.prepared ? 'words' : 'text'}
        problems={view.problems.map(describeViewProblem)}
        onChange={setConditions}
        choices={choices}
        counter={loaded === null ? null : { key: loaded, count: countPoles }}
        onSelections={() => setIsSelecting(true)}
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
      {notices && <notices.AnsweredBy state={state} filter={filter} onAnswers={(answers) => setView({ answers })} />}
      {notices && <notices.ShardProblems state={state} />}
      {missingSelection && isMissing && (
        <missingSelection.MissingSelection selection={missing} onImport={() => setIsSelecting(true)} />
      )}
      {notices && counts.phase === 'failed' && (
        <notices.ReadProblem error={counts.error} title="The rows under this filter could not be counted" />
      )}
      {notices && totals.phase === 'failed' && (
        <notices.ReadProblem error={totals.error} title="The rows could not be counted" />
      )}
      {notices && summaries.phase === 'failed' && (
        <notices.ReadProblem error={summaries.error} title="The histograms could not be made" />
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
          {isMissing ? null : hasRows && matched === 0 ? (
            notices && <notices.NoRows conditions={conditions} onChange={setConditions} />
          ) : hasRows || early ? (
            <ExamplesTable
              list={filterKey}
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
              summaries={summaries.value ?? early?.summaries ?? null}
              onRange={keepRange}
              onMissing={(column) => setConditions([...conditions, { kind: 'missing', column }])}
            />
          ) : state.phase === 'loading' || state.engine === 'starting' ? (
            <TableSkeleton />
          ) : (
            notices && (
              <notices.NothingLoaded
                state={state}
                isOwnFiles={view.source === OWN_FILES}
                onChoose={() => setIsChoosing(true)}
              />
            )
          )}
          {notices && pages.error && !isMissing && (
            <notices.ReadProblem error={pages.error} title="These rows could not be read" />
          )}
        </section>
        {view.row && drawer && (hasRows || early !== null || state.phase === 'loading') && (
          <drawer.RowDrawer
            hash={view.row}
            filter={filter}
            sort={sort}
            version={hasRows ? state.version : null}
            onOpen={openRow}
            onClose={closeRow}
          />
        )}
      </div>
      {sourceDialog && (
        <sourceDialog.SourceDialog
          open={isChoosing}
          onOpenChange={setIsChoosing}
          sources={sources}
          onSources={setSources}
          onOpenSource={openSource}
          onOpenFiles={openFiles}
        />
      )}
      {selectionsDialog && isSelecting && (
        <selectionsDialog.SelectionsDialog
          filter={filter}
          matched={hasRows ? matched : null}
          missing={isMissing ? missing : null}
          onUse={(condition) => {
            setConditions([...conditions, condition])
            setIsSelecting(false)
          }}
          onClose={() => setIsSelecting(false)}
        />
      )}
    </>
  )
}

/** The row of the address while it waits for its data; opening other data leaves a row that was open behind. */
function keptRow(): string | null {
  return dataset.getSnapshot().rows === 0 ? parseView(new URLSearchParams(window.location.search)).row : null
}

/** Below this the equaliser lies over the table and starts hidden. */
function isNarrow(): boolean {
  return window.matchMedia('(max-width: 900px)').matches
}
