'use client'
import { useState } from 'react'
import {
  allowAhead,
  type DatasetState,
  isAheadAllowed,
  PREPARED_PARTS,
  type PreparedPart,
  type PreparedState,
} from '@/lib/dataset'
import { Badge } from '../ui/badge'
import { formatBytes, formatCount } from '../ui/format'
import { Popover } from '../ui/popover'
import { KeptBytesLine } from './kept-bytes-line'

/** Says that the open data is prepared; opens the state of its parts and what the browser keeps of it. */
export function PreparedBadge({ prepared, state }: { prepared: PreparedState; state: DatasetState }) {
  const [opened, setOpened] = useState(0)
  const failed = prepared.parts.filter(({ status }) => status === 'failed').length
  return (
    <Popover
      label="Prepared dataset"
      className="w-80"
      trigger={
        <button type="button" onClick={() => setOpened((times) => times + 1)} className="shrink-0 rounded-sm">
          <Badge tone={failed > 0 ? 'warn' : 'neutral'}>prepared</Badge>
        </button>
      }
    >
      <p className="mb-2 text-meta text-ink-soft">
        All {formatCount(state.rows)} rows open at once. Texts are fetched row by row as they come into view.
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-meta">
        {PREPARED_PARTS.map(({ key, label }) => {
          const part = prepared.parts.find((candidate) => candidate.key === key)
          return (
            <div key={key} className="contents">
              <dt>{label}</dt>
              <dd className="text-right text-ink-soft">{part && describePart(part)}</dd>
            </div>
          )
        })}
      </dl>
      {prepared.isCacheFull && (
        <p className="mt-2 text-meta text-warn">
          This browser had no room to keep all of it: the rest is fetched again on the next visit.
        </p>
      )}
      <AheadSetting key={`ahead ${opened}`} />
      {state.source?.kind === 'server' && <KeptBytesLine key={opened} which="open" />}
    </Popover>
  )
}

/** Whether the database of SQL may start before it is asked. */
function AheadSetting() {
  const [isAllowed, setIsAllowed] = useState(isAheadAllowed)
  return (
    <label className="mt-2 flex min-h-6 items-center gap-2 text-meta text-ink-soft">
      <input
        type="checkbox"
        checked={isAllowed}
        onChange={(event) => {
          allowAhead(event.target.checked)
          setIsAllowed(event.target.checked)
        }}
        className="size-4 accent-(--ink)"
      />
      Start the SQL database before it is asked
    </label>
  )
}

function describePart({ status, bytes, bytesDone }: PreparedPart): string {
  switch (status) {
    case 'ready':
      return formatBytes(bytes)
    case 'loading':
      return `${formatBytes(bytesDone)} of ${formatBytes(bytes)}`
    case 'waiting':
      return 'waiting'
    case 'failed':
      return 'failed'
    case 'cancelled':
      return 'cancelled'
  }
}
