'use client'
'use no memo'
import { FolderOpen, Square } from 'lucide-react'
import { type DatasetState, dataset } from '@/lib/dataset'
import { Button } from '../ui/button'
import { formatBytes, formatCount, formatDuration } from '../ui/format'
import { Progress } from '../ui/progress'
import { SyntheticBadge } from '../ui/synthetic-badge'
import { useLater } from '../ui/use-later'
import { loadPreparedBadge } from './later-parts'

interface DatasetBarProps {
  readonly state: DatasetState
  /** Rows under the filter; `null` before any were counted. */
  readonly matched: number | null
  /** `matched` is of the filter before, while this one's rows are counted. */
  readonly isCounting?: boolean
  /** Whether the rows that are shown are generated. */
  readonly isSynthetic: boolean
  readonly onChooseSource: () => void
}

/** What is loaded, how much of it the filter keeps, and how far loading has come. */
export function DatasetBar({ state, matched, isCounting = false, isSynthetic, onChooseSource }: DatasetBarProps) {
  const badge = useLater(loadPreparedBadge, state.prepared !== null)
  return (
    <div className="flex min-w-0 flex-1 items-center gap-x-3 gap-y-1 max-[720px]:basis-full max-[720px]:flex-wrap">
      <Button variant="outline" size="small" onClick={onChooseSource} className="min-w-0 shrink">
        <FolderOpen aria-hidden />
        <span className="truncate">{state.source?.label ?? 'Open data'}</span>
      </Button>
      {isSynthetic && <SyntheticBadge />}
      {state.prepared && badge && <badge.PreparedBadge prepared={state.prepared} state={state} />}
      {state.rows > 0 && (
        <p
          aria-live="polite"
          aria-busy={isCounting}
          // Most counts take a few milliseconds and are not seen to be made.
          className="truncate text-ink-soft transition-opacity aria-busy:opacity-40 aria-busy:delay-150"
        >
          <strong className="font-semibold text-ink">{formatCount(matched)}</strong> of {formatCount(state.rows)} rows
        </p>
      )}
      {state.phase === 'loading' && <Loading state={state} />}
    </div>
  )
}

function Loading({ state }: { state: DatasetState }) {
  const { bytesDone, bytesTotal, rowsDone, startedAtMs } = state.progress
  const share = bytesTotal > 0 ? bytesDone / bytesTotal : null
  const elapsed = performance.now() - startedAtMs
  const left = share !== null && share > 0.05 && elapsed > 1000 ? (elapsed * (1 - share)) / share : null
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Progress share={share} label="Loading" className="w-28" />
      <span className="truncate text-meta text-ink-soft">
        {formatBytes(bytesDone)} of {formatBytes(bytesTotal)}
        {state.prepared === null && ` · ${formatCount(rowsDone)} rows`}
        {left !== null && ` · ${formatDuration(left)} left`}
      </span>
      <Button variant="quiet" size="small" onClick={() => dataset.cancelLoading()}>
        <Square aria-hidden /> Cancel
      </Button>
    </div>
  )
}
