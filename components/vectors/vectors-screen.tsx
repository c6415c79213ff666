'use client'
import dynamic from 'next/dynamic'
import { type ComponentType, useCallback, useState } from 'react'
import { allOf, conditionsOf, EVERY_ROW, type Filter } from '@/lib/core/filter'
import { VECTORS_TABS } from '@/lib/core/vectors-view'
import { describeViewProblem, OWN_FILES } from '@/lib/core/view'
import { countPoles, dataset, useDataset } from '@/lib/dataset'
import { DatasetBar } from '../explore/dataset-bar'
import { DropZone } from '../explore/drop-zone'
import { FilterBar } from '../explore/filter-bar'
import { NoRows, NothingLoaded } from '../explore/no-rows'
import { ShardProblems } from '../explore/shard-problems'
import type { SourceSummary } from '../explore/source-summary'
import { useOpenFromView } from '../explore/use-open-from-view'
import { PageBar } from '../frame/page-bar'
import { Notice } from '../ui/notice'
import { Tabs } from '../ui/tabs'
import { type Load, useLoad } from '../ui/use-load'
import { NoDirections } from './no-directions'
import type { TabProps } from './tab-props'
import { TabSkeleton } from './tab-skeleton'
import { useVectorsView } from './use-vectors-view'

const SourceDialog = dynamic(async () => (await import('../explore/source-dialog')).SourceDialog, { ssr: false })

const loading = () => <TabSkeleton />
const TABS: readonly { key: (typeof VECTORS_TABS)[number]; label: string; Content: ComponentType<TabProps> }[] = [
  {
    key: 'distribution',
    label: 'Distribution',
    Content: dynamic(() => import('./distribution-tab'), { ssr: false, loading }),
  },
  { key: 'relations', label: 'Relations', Content: dynamic(() => import('./relations-tab'), { ssr: false, loading }) },
  { key: 'compare', label: 'Compare', Content: dynamic(() => import('./compare-tab'), { ssr: false, loading }) },
  {
    key: 'neighbours',
    label: 'Neighbours',
    Content: dynamic(() => import('./neighbours-tab'), { ssr: false, loading }),
  },
]

/** The preference vectors of everything that is loaded, under a filter. The address bar holds the view. */
export function VectorsScreen({ sources: offered }: { sources: readonly SourceSummary[] }) {
  const [view, setView] = useVectorsView()
  const [sources, setSources] = useState(offered)
  const [dialog, setDialog] = useState<'never' | 'open' | 'closed'>('never')
  const state = useDataset()
  const hasRows = state.rows > 0 && state.engine === 'ready'
  const rowsKey = hasRows ? `${state.version}` : null
  const filterKey = rowsKey && `${rowsKey} ${JSON.stringify(view.filter)}`
  const totals = useLoad(rowsKey, (signal) => countPoles(EVERY_ROW, signal))
  const counts = useLoad(filterKey, (signal) => countPoles(view.filter, signal))
  const conditions = conditionsOf(view.filter)

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
  const choose = () => setDialog('open')
  const isEmpty = hasRows && counts.phase === 'ready' && counts.value.matched === 0

  return (
    <>
      <DropZone onFiles={openFiles} />
      <PageBar title="Vectors">
        <DatasetBar
          state={state}
          matched={counts.value?.matched ?? null}
          isSynthetic={state.isSynthetic}
          onChooseSource={choose}
        />
      </PageBar>
      <FilterBar filter={view.filter} problems={view.problems.map(describeViewProblem)} onChange={onConditions} />
      <ShardProblems state={state} />
      <ReadProblem load={counts} title="The rows under this filter could not be counted" />
      <ReadProblem load={totals} title="The rows could not be counted" />
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
                <NoRows conditions={conditions} onChange={onConditions} />
              ) : totals.value?.withDirection === 0 ? (
                <NoDirections rows={totals.value.total} isPartial={state.phase === 'loading'} />
              ) : (
                <Content
                  view={view}
                  setView={setView}
                  state={state}
                  rowsKey={rowsKey}
                  filterKey={filterKey}
                  totals={totals}
                  counts={counts}
                  onConditions={onConditions}
                />
              ),
            }))}
          />
        ) : state.phase === 'loading' || state.engine === 'starting' || state.phase === 'ready' ? (
          <TabSkeleton />
        ) : (
          <NothingLoaded state={state} isOwnFiles={view.source === OWN_FILES} onChoose={choose} />
        )}
      </div>
      {dialog !== 'never' && (
        <SourceDialog
          open={dialog === 'open'}
          onOpenChange={(open) => setDialog(open ? 'open' : 'closed')}
          sources={sources}
          onSources={setSources}
          onOpenSource={(id) => setView({ source: id })}
          onOpenFiles={openFiles}
        />
      )}
    </>
  )
}

function ReadProblem({ load, title }: { load: Load<unknown>; title: string }) {
  if (load.phase !== 'failed') return null
  return (
    <Notice tone="fault" title={title} details={load.error.stack} className="m-3">
      {load.error.message}
    </Notice>
  )
}
