'use client'
import { type DatasetState, dataset, PREPARED_PARTS, type PreparedPartKey } from '@/lib/dataset'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Notice } from '../ui/notice'

/** What could not be loaded, shard by shard. Stays until the data is replaced or the shard is read. */
export function ShardProblems({ state }: { state: DatasetState }) {
  const failed = state.shards.filter((shard) => shard.error !== null)
  const skipping = state.shards.filter((shard) => shard.skipped.count > 0)
  const parts = state.prepared?.parts.filter(({ error }) => error !== null) ?? []
  const cancelled = state.shards.filter((shard) => shard.status === 'cancelled')
  const notice = state.notice?.code === 'cancelled' && cancelled.length > 0 ? null : state.notice
  if (parts.length + failed.length + skipping.length + cancelled.length === 0 && notice === null) return null
  return (
    <div className="flex max-h-60 flex-col gap-2 overflow-y-auto border-b p-3">
      {notice && <Notice tone="info" title={notice.message} />}
      {parts.map(({ key, error }) => (
        <Notice key={key} tone="fault" title={`${labelOf(key)} could not be read`} details={error?.message}>
          {error?.message} {WITHOUT[key]}
        </Notice>
      ))}
      {failed.map((shard) => (
        <Notice
          key={shard.name}
          tone="fault"
          title={`${shard.name} could not be loaded`}
          details={`${shard.error?.code}: ${shard.error?.message}`}
          actions={
            <Button size="small" onClick={() => dataset.retryShard(shard.name)}>
              Read it again
            </Button>
          }
        >
          {shard.error?.message} The other shards stay usable.
        </Notice>
      ))}
      {skipping.map((shard) => (
        <Notice
          key={shard.name}
          tone="warn"
          title={`${shard.name}: ${formatCount(shard.skipped.count)} rows were left out`}
          details={shard.skipped.first.map((problem) => problem.message).join('\n')}
        >
          {shard.skipped.first[0]?.message}
        </Notice>
      ))}
      {cancelled.length > 0 && (
        <Notice
          tone="info"
          title={`Loading was cancelled: ${formatCount(cancelled.length)} of ${formatCount(state.shards.length)} shards are missing or partial`}
        >
          The numbers below are about the {formatCount(state.rows)} rows that were loaded.
        </Notice>
      )}
    </div>
  )
}

function labelOf(key: PreparedPartKey): string {
  return PREPARED_PARTS.find((part) => part.key === key)?.label ?? key
}

const WITHOUT: Record<PreparedPartKey, string> = {
  totals: 'The rows show as soon as the directions are in.',
  directions: 'Without them no row can be listed.',
  facets: 'Rows can be opened; sorting, ranges and histograms cannot be had.',
  history: 'Everything but conditions on histories works.',
}
