'use client'
import { Filter as FilterIcon, TableOfContents } from 'lucide-react'
import type { Filter } from '@/lib/core/filter'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Skeleton } from '../ui/skeleton'

/** In the place of the table while the first rows are read. */
export function TableSkeleton() {
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
        : `Together these ${conditions.length} conditions leave nothing. Remove one of the pills above.`}
    </EmptyState>
  )
}

/** In the place of the table when no data is open. */
export function NothingLoaded({ onChoose }: { onChoose: () => void }) {
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
