'use client'
import Link from 'next/link'
import { DEFAULT_VIEW, formatView, OWN_FILES, type View } from '@/lib/core/view'
import { type DatasetSource, type DatasetState, dataset } from '@/lib/dataset'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { SyntheticBadge } from '../ui/synthetic-badge'

interface RowsAtHandProps {
  readonly state: DatasetState
  readonly view: View
  /** The filter in words. */
  readonly words: string
  /** Rows under the filter; `null` until they are counted. */
  readonly matched: number | null
  /** Why they could not be counted. */
  readonly countError: Error | null
}

/** The rows that a run or a queue is made from: how many meet the filter, or why there are none. */
export function RowsAtHand({ state, view, words, matched, countError }: RowsAtHandProps) {
  const { source } = state
  return (
    <div className="rounded-md border p-3">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {source?.label ?? 'No data is open'}
        {state.isSynthetic && <SyntheticBadge />}
      </p>
      <p className="mt-0.5 text-ink-soft">
        {words} · {describeCount(state, matched, countError)}
      </p>
      {state.phase === 'loading' && (
        <Progress
          share={state.progress.bytesTotal ? state.progress.bytesDone / state.progress.bytesTotal : null}
          label="Loading"
          className="mt-2"
        />
      )}
      {state.phase === 'failed' && <LoadFailure state={state} />}
      {countError && (
        <Notice tone="fault" title="The rows could not be counted" className="mt-2">
          {countError.message}
        </Notice>
      )}
      <p className="mt-2 text-meta">
        <Link href={`/explore?${viewOfRows(source, view)}`} className="text-signal underline">
          {source === null ? 'Open data in Explore' : 'Change the rows in Explore'}
        </Link>
      </p>
    </div>
  )
}

function describeCount(state: DatasetState, matched: number | null, countError: Error | null): string {
  if (state.phase === 'failed') return 'not loaded'
  if (state.phase === 'empty') return 'nothing is loaded'
  if (countError) return 'not counted'
  if (matched !== null) return `${formatCount(matched)} of ${formatCount(state.rows)} rows`
  if (state.phase === 'loading') return 'loading…'
  return state.rows === 0 ? 'no rows' : 'counting…'
}

function LoadFailure({ state: { source, error } }: { state: DatasetState }) {
  return (
    <Notice
      tone="fault"
      title="The data could not be loaded"
      className="mt-2"
      actions={
        source?.kind === 'server' && (
          <Button size="small" onClick={() => void dataset.openServerSource(source.id)}>
            Load it again
          </Button>
        )
      }
    >
      {error?.message}
      {source?.kind === 'files' && ' Choose the files again in Explore.'}
    </Notice>
  )
}

/** The query string that shows these rows in Explore: the source that is open now, and the filter. */
export function viewOfRows(source: DatasetSource | null, view: View): string {
  const open = source === null ? view.source : source.kind === 'server' ? source.id : OWN_FILES
  return formatView({ ...DEFAULT_VIEW, source: open, filter: view.filter })
}
