'use client'
import type { Filter } from '@/lib/core/filter'
import { formatFilter } from '@/lib/core/filter-url'
import { formatCount } from '../ui/format'
import { useLoad } from '../ui/use-load'

/** How many of all rows meet a filter. */
export interface RowCounter {
  /** Names the rows that are counted: another key, other counts. */
  readonly key: string
  readonly count: (filter: Filter, signal: AbortSignal) => Promise<{ readonly matched: number; readonly total: number }>
}

/** "y of x rows" that meet a filter, with a bar as long as their share. */
export function RowsUnder({ filter, counter }: { filter: Filter; counter: RowCounter }) {
  const load = useLoad(`${counter.key} ${formatFilter(filter)}`, (signal) => counter.count(filter, signal))
  if (load.phase === 'failed')
    return (
      <span className="text-meta text-fault" title={load.error.message}>
        not counted
      </span>
    )
  const { value } = load
  const share = value && value.total > 0 ? value.matched / value.total : 0
  return (
    <span className="inline-flex shrink-0 items-center gap-2 text-meta text-ink-soft tabular-nums">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-sunken max-[720px]:hidden">
        <span className="block h-full bg-ink-faint" style={{ width: `${share * 100}%` }} />
      </span>
      {value ? `${formatCount(value.matched)} of ${formatCount(value.total)} rows` : 'counting'}
    </span>
  )
}
