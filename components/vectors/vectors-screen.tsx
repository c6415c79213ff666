'use client'
import dynamic from 'next/dynamic'
import { type ComponentType, useCallback, useMemo, useState } from 'react'
import { allOf, conditionsOf, EVERY_ROW, type Filter } from '@/lib/core/filter'
import { VECTORS_TABS } from '@/lib/core/vectors-view'
import { describeViewProblem, OWN_FILES } from '@/lib/core/view'
import { countPoles, dataset, isAnswering, isSettled, useDataset, useSelections } from '@/lib/dataset'
import { DatasetBar } from '../dataset/dataset-bar'
import { loadDropZone, loadNotices, loadSourceDialog } from '../dataset/later-parts'
import type { SourceSummary } from '../dataset/source-summary'
import { useOpenFromView } from '../dataset/use-open-from-view'
import { FilterBar } from '../filter/filter-bar'
import { PageBar } from '../frame/page-bar'
import { loadPart } from '../ui/load-part'
import { useLater } from '../ui/use-later'
import { useLoad } from '../ui/use-load'
import { MapNeedsTab } from './map-needs-tab'
import { NoDirections } from './no-directions'
import type { TabProps } from './tab-props'
import { TabSkeleton } from './tab-skeleton'
import { useVectorsView } from './use-vectors-view'

const loading = () => <TabSkeleton />
const Tabs = dynamic(() => loadPart(() => import('../ui/tabs').then((module) => module.Tabs)), { ssr: false, loading })
const TABS: readonly { key: (typeof VECTORS_TABS)[number]; label: string; Content: ComponentType<TabProps> }[] = [
  {
    key: 'distribution',
    label: 'Distribution',
    Content: dynamic(() => loadPart(() => import('./distribution-tab')), { ssr: false, loading }),
  },
  {
    key: 'relations',
    label: 'Relations',
    Content: dynamic(() => loadPart(() => import('./relations-tab')), { ssr: false, loading }),
  },
  {
    key: 'compare',
    label: 'Compare',
    Content: dynamic(() => loadPart(() => import('./compare-tab')), { ssr: false, loading }),
  },
  {
    key: 'neighbours',
    label: 'Neighbours',
    Content: dynamic(() => loadPart(() => import('./neighbours-tab')), { ssr: false, loading }),
  },
  { key: 'map', label: 'Map', Content: dynamic(() => loadPart(() => import('./map-tab')), { ssr: false, loading }) },
  {
    key: 'health',
    label: 'Health',
    Content: dynamic(() => loadPart(() => import('./health-tab')), { ssr: false, loading }),
  },
]

/** The preference vectors of everything that is loaded, under a filter. The address bar holds the view. */
export function VectorsScreen({
  sources: offered,
  appVersion,
}: {
  sources: readonly SourceSummary[]
  appVersion: string
}) {
  const [view, setView] = useVectorsView()
  const [sources, setSources] = useState(offered)
  const [isChoosing, setIsChoosing] = useState(false)
  const state = useDataset()
  const sourceDialog = useLater(loadSourceDialog, isChoosing)
  const dropZone = useLater(loadDropZone, false)
  const notices = useLater(loadNotices, true)
  const hasRows = isAnswering(state) && (state.prepared === null || isSettled(state.prepared))
  const rowsKey = hasRows ? `${state.version}` : null
  const filterKey = rowsKey && `${rowsKey} ${JSON.stringify(view.filter)}`
  const totals = useLoad(rowsKey, (signal) => countPoles(EVERY_ROW, signal))
  const counts = useLoad(filterKey, (signal) => countPoles(view.filter, signal))
  const conditions = conditionsOf(view.filter)
  const saved = useSelections()
  const choices = useMemo(
    () => ({ shards: state.shards.map(({ name }) => name), selections: saved.selections }),
    [state.shards, saved.selections],
  )

  useOpenFromView(view, sources)

  const onConditions = useCallback(
    (next: readonly Filter[]) => {
      const different = new Map(next.map((condition) => [JSON.stringify(condition), condition]))
      setView({ filter: allOf([...different.values()]) })
    },
    [setView],
  )
  const openFiles = useCallback(
    (files: File[]) => {
      setView({ source: OWN_FILES })
      void dataset.openFiles(files)
    },
    [setView],
  )
  const choose = () => setIsChoosing(true)
  const isEmpty = hasRows && counts.phase === 'ready' && counts.value.matched === 0

  return (
    <>
      {dropZone && <dropZone.DropZone onFiles={openFiles} />}
      <PageBar title="Vectors">
        <DatasetBar
          state={state}
          matched={counts.value?.matched ?? null}
          isCounting={filterKey !== null && counts.phase === 'loading'}
          isSynthetic={state.isSynthetic}
          onChooseSource={choose}
        />
      </PageBar>
      <FilterBar
        filter={view.filter}
        searches={state.prepared ? 'words' : 'text'}
        problems={view.problems.map(describeViewProblem)}
        choices={choices}
        onChange={onConditions}
      />
      {notices && (
        <notices.AnsweredBy state={state} filter={view.filter} onAnswers={(answers) => setView({ answers })} />
      )}
      {notices && <notices.ShardProblems state={state} />}
      {notices && counts.phase === 'failed' && (
        <notices.ReadProblem error={counts.error} title="The rows under this filter could not be counted" />
      )}
      {notices && totals.phase === 'failed' && (
        <notices.ReadProblem error={totals.error} title="The rows could not be counted" />
      )}
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6 pt-1 max-[720px]:px-3">
        {rowsKey !== null && filterKey !== null ? (
          <Tabs
            label="Views of the vectors"
            value={view.tab}
            onChange={(key) => setView({ tab: VECTORS_TABS.find((tab) => tab === key) ?? view.tab })}
            tabs={TABS.map(({ key, label, Content }) => ({
              key,
              label,
              content: isEmpty ? (
                notices && <notices.NoRows conditions={conditions} onChange={onConditions} />
              ) : totals.value?.withDirection === 0 && key !== 'health' ? (
                <NoDirections rows={totals.value.total} isPartial={state.phase === 'loading'} />
              ) : key === 'map' && state.answers.by === 'server' ? (
                <MapNeedsTab onAnswerHere={() => setView({ answers: 'tab' })} />
              ) : (
                <Content
                  view={view}
                  setView={setView}
                  state={state}
                  rowsKey={rowsKey}
                  filterKey={filterKey}
                  totals={totals}
                  counts={counts}
                  appVersion={appVersion}
                  onConditions={onConditions}
                />
              ),
            }))}
          />
        ) : state.phase === 'loading' || state.engine === 'starting' || state.phase === 'ready' ? (
          <TabSkeleton />
        ) : (
          notices && <notices.NothingLoaded state={state} isOwnFiles={view.source === OWN_FILES} onChoose={choose} />
        )}
      </div>
      {sourceDialog && (
        <sourceDialog.SourceDialog
          open={isChoosing}
          onOpenChange={setIsChoosing}
          sources={sources}
          onSources={setSources}
          onOpenSource={(id) => setView({ source: id })}
          onOpenFiles={openFiles}
        />
      )}
    </>
  )
}
