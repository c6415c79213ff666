'use client'
import { Filter as FilterIcon, TableOfContents } from 'lucide-react'
import type { Filter } from '@/lib/core/filter'
import { type DatasetState, dataset } from '@/lib/dataset'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Notice } from '../ui/notice'

/** In the place of the table when the filter leaves nothing. */
export function NoRows({
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
        : conditions.length === 1
          ? 'No row meets the condition above.'
          : `Each of these ${conditions.length} conditions may keep rows, all of them together keep none. Remove one of the pills above.`}
    </EmptyState>
  )
}

interface NothingLoadedProps {
  readonly state: DatasetState
  /** True when the address stands for files of a tab that is gone. */
  readonly isOwnFiles: boolean
  readonly onChoose: () => void
}

/** In the place of the table when no data is open: why, and the step that changes it. */
export function NothingLoaded({ state, isOwnFiles, onChoose }: NothingLoadedProps) {
  const { error, source } = state
  if (state.phase === 'failed' && error) {
    return (
      <Notice
        tone="fault"
        title={`${source?.label ?? 'The data'} could not be opened`}
        details={`${error.code}: ${error.message}`}
        className="m-4"
        actions={
          <>
            {source?.kind === 'server' && (
              <Button onClick={() => void dataset.openServerSource(source.id)}>Try again</Button>
            )}
            <Button onClick={onChoose}>Open other data</Button>
          </>
        }
      >
        {error.message}
      </Notice>
    )
  }
  return (
    <EmptyState
      icon={TableOfContents}
      title={isOwnFiles ? 'Open these files again' : 'No data is open'}
      action={
        <Button variant="primary" onClick={onChoose}>
          Open data
        </Button>
      }
    >
      {isOwnFiles
        ? 'This address stands for rows of files on a computer. They were never uploaded, so only the files themselves bring them back: drop them here.'
        : 'AlignX shards as Parquet, JSON or JSONL. Drop files anywhere on this page, or choose a source. Files you drop stay in this tab.'}
    </EmptyState>
  )
}
