'use client'
import { RefreshCw, Share2, Square, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { allOf } from '@/lib/core/filter'
import type { RunProgress, RunReport } from '@/lib/core/run-report'
import { isFinished } from '@/lib/core/run-status'
import type { SharePayload } from '@/lib/core/share'
import { DEFAULT_VIEW, formatView, parseView } from '@/lib/core/view'
import type { MarginBar } from '../results/prepare-margins'
import { ResultsView } from '../results/results-view'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { requestNothing } from '../ui/request'
import { Skeleton } from '../ui/skeleton'
import { SyntheticBadge } from '../ui/synthetic-badge'
import { useLater } from '../ui/use-later'
import { ExportResults } from './export-results'
import { LiveTroubleNotice } from './live-trouble-notice'
import { RunProgressBar } from './run-progress-bar'
import { RunState } from './run-state'
import { useLiveRun } from './use-live-run'

const loadDialog = () => import('./share-dialog')
const loadStart = () => import('./start-run')
const loadPreview = () => import('./prompt-preview')
const loadMarginChart = () => import('../results/margin-chart')

interface RunScreenProps {
  readonly run: RunReport
  readonly initial: SharePayload
  readonly initialProgress: RunProgress
}

/** One run: prepared with its prompts, scoring with progress, or finished with its results. */
export function RunScreen({ run, initial, initialProgress }: RunScreenProps) {
  const router = useRouter()
  const [isSharing, setIsSharing] = useState(false)
  const dialog = useLater(loadDialog, isSharing)
  const preview = useLater(loadPreview, run.kind === 'scored')
  const [problem, setProblem] = useState<string | null>(null)
  const { progress, payload, trouble } = useLiveRun(run.id, initial, initialProgress)
  const { status } = progress
  // Fetched before the first score, so that a server which goes away under a run leaves the page whole.
  useLater(loadMarginChart, false)
  const start = useLater(loadStart, status === 'collecting')
  const isLive = !isFinished(status) && status !== 'collecting' && trouble?.kind !== 'deleted'

  async function act(action: () => Promise<void>) {
    try {
      setProblem(null)
      await action()
      router.refresh()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
  }

  async function remove() {
    if (!window.confirm(`Delete the run "${run.name}" and its scores? Shared pages of it stay.`)) return
    await act(async () => {
      await requestNothing(`/api/v1/runs/${run.id}`, { method: 'DELETE' })
      router.push('/evaluate')
    })
  }

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <div className="flex flex-wrap items-center gap-2">
          <RunState status={status} />
          {run.config?.source.synthetic && <SyntheticBadge />}
          <span className="mr-auto text-meta text-ink-faint">run {run.id}</span>
          {isLive && (
            <Button
              size="small"
              onClick={() => act(() => requestNothing(`/api/v1/runs/${run.id}/cancel`, { method: 'POST' }))}
            >
              <Square aria-hidden /> Cancel
            </Button>
          )}
          {(status === 'partial' || status === 'failed' || status === 'cancelled') && run.kind === 'scored' && (
            <Button
              size="small"
              onClick={() => act(() => requestNothing(`/api/v1/runs/${run.id}/retry`, { method: 'POST' }))}
            >
              <RefreshCw aria-hidden /> Score what is missing
            </Button>
          )}
          {payload.summary.scored > 0 && <ExportResults run={run} />}
          <Button variant="quiet" size="small" onClick={remove}>
            <Trash2 aria-hidden /> Delete
          </Button>
          {isFinished(status) && payload.summary.scored > 0 && (
            <Button variant="primary" size="small" onClick={() => setIsSharing(true)}>
              <Share2 aria-hidden /> Share
            </Button>
          )}
        </div>
        {problem && (
          <Notice tone="fault" title="That did not work">
            {problem}
          </Notice>
        )}
        {trouble && <LiveTroubleNotice trouble={trouble} onReload={() => router.refresh()} />}
        {progress.error && (
          <Notice tone="fault" title="Some rows could not be scored" details={progress.error}>
            {progress.error}
          </Notice>
        )}
        {status === 'collecting' &&
          (start ? <start.StartRun run={run} onStarted={() => router.refresh()} /> : <Skeleton className="h-40" />)}
        {isLive && <RunProgressBar progress={progress} />}
        {status !== 'collecting' && (
          <ResultsView
            summary={payload.summary}
            provenance={payload.provenance}
            isLive={isLive}
            onOpenBar={
              run.kind === 'scored' || (run.importing?.withExample ?? 0) > 0
                ? (bar) => router.push(explorePath(run, bar))
                : undefined
            }
          />
        )}
        {run.kind === 'scored' && (preview ? <preview.PromptPreview run={run} /> : <Skeleton className="h-52" />)}
      </div>
      {dialog && <dialog.ShareDialog open={isSharing} onOpenChange={setIsSharing} run={run} />}
    </div>
  )
}

/** Explore with the rows of a bar, on the data that the run was made from. */
function explorePath(run: RunReport, bar: MarginBar): string {
  const view = run.config ? parseView(new URLSearchParams(run.config.source.view)) : DEFAULT_VIEW
  const filter = allOf([{ kind: 'run', run: run.id, from: bar.from, to: bar.to }])
  return `/explore?${formatView({ ...DEFAULT_VIEW, source: view.source, filter })}`
}
