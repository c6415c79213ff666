'use client'
import { type ReactNode, useState } from 'react'
import { EVERY_ROW } from '@/lib/core/filter'
import type { ParsedProfileView } from '@/lib/core/profile-view'
import { describeViewProblem, OWN_FILES } from '@/lib/core/view'
import { type DatasetState, dataset, isAnswering, isSettled, useDataset } from '@/lib/dataset'
import { DatasetBar } from '../dataset/dataset-bar'
import { loadDropZone, loadNotices, loadSourceDialog } from '../dataset/later-parts'
import type { SourceSummary } from '../dataset/source-summary'
import { useOpenFromView } from '../dataset/use-open-from-view'
import { PageBar } from '../frame/page-bar'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLater } from '../ui/use-later'
import type { SetProfileView } from './use-profile-view'

/** What a profile page may ask of the open data. */
export interface OpenData {
  readonly state: DatasetState
  /** Names the rows that can be read; it changes with them. */
  readonly rowsKey: string
  /** Whether all of prepared data is at hand, so that rows can be counted and searched. */
  readonly isWhole: boolean
}

interface ProfilesFrameProps {
  readonly title: string
  readonly view: ParsedProfileView
  readonly sources: readonly SourceSummary[]
  readonly setView: SetProfileView
  readonly actions?: ReactNode
  readonly children: (data: OpenData) => ReactNode
}

/** What both profile pages stand in: the open data, its choice, and what there is to say when none can be read. */
export function ProfilesFrame({ title, view, sources: offered, setView, actions, children }: ProfilesFrameProps) {
  const [sources, setSources] = useState(offered)
  const [isChoosing, setIsChoosing] = useState(false)
  const state = useDataset()
  const sourceDialog = useLater(loadSourceDialog, isChoosing)
  const dropZone = useLater(loadDropZone, false)
  const notices = useLater(loadNotices, true)
  const isOpening = state.phase === 'loading' || state.engine === 'starting' || state.phase === 'ready'
  const choose = () => setIsChoosing(true)

  useOpenFromView(view, sources)

  function openFiles(files: File[]) {
    setView({ source: OWN_FILES })
    void dataset.openFiles(files)
  }

  return (
    <>
      {dropZone && <dropZone.DropZone onFiles={openFiles} />}
      <PageBar title={title}>
        <DatasetBar
          state={state}
          matched={isAnswering(state) ? state.rows : null}
          isSynthetic={state.isSynthetic}
          onChooseSource={choose}
        />
        {actions}
      </PageBar>
      {notices && <notices.AnsweredBy state={state} filter={EVERY_ROW} onAnswers={(answers) => setView({ answers })} />}
      {notices && <notices.ShardProblems state={state} />}
      {view.problems.map((problem) => (
        <Notice key={problem.param} tone="warn" title={describeViewProblem(problem)} className="m-3" />
      ))}
      {isAnswering(state) ? (
        children({
          state,
          rowsKey: `${state.version}`,
          isWhole: state.prepared === null || isSettled(state.prepared),
        })
      ) : isOpening ? (
        <ProfileSkeleton />
      ) : (
        notices && <notices.NothingLoaded state={state} isOwnFiles={view.source === OWN_FILES} onChoose={choose} />
      )}
      {sourceDialog && (
        <sourceDialog.SourceDialog
          open={isChoosing}
          onOpenChange={setIsChoosing}
          sources={sources}
          onSources={setSources}
          onOpenSource={(source) => setView({ source })}
          onOpenFiles={openFiles}
        />
      )}
    </>
  )
}

/** In the place of a profile while it is read. */
export function ProfileSkeleton() {
  return (
    <div className="grid gap-4 p-4 min-[1000px]:grid-cols-[260px_minmax(0,1fr)]">
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  )
}
