'use client'
import { type Ref, useEffect, useState } from 'react'
import type { Task } from '@/lib/core/annotation/task'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { describeLease } from './describe-desk'
import type { DeskSnapshot } from './desk-snapshot'
import type { OpenReason } from './desk-state'

const TICK_MS = 15_000

interface ItemHeadProps {
  readonly task: Task
  readonly reason: OpenReason | null
  readonly snapshot: DeskSnapshot
  /** Renews the lease, or tries to take the item again. */
  readonly onHold: () => void
  readonly ref?: Ref<HTMLHeadingElement>
}

/** What kind of item this is, how it came here, and how long it is held. */
export function ItemHead({ task, reason, snapshot, onHold, ref }: ItemHeadProps) {
  const now = useNow()
  const leaseUntil =
    task.state === 'leased' ? (snapshot.leases.get(task.id) ?? task.leaseUntil ?? undefined) : undefined
  const lease = reason === 'ran-out' ? { text: RAN_OUT, isOver: true } : describeLease(leaseUntil, now)
  return (
    <header className="mb-4 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 ref={ref} tabIndex={-1} className="scroll-mt-16 text-title font-medium outline-none">
          {describeTask(task, reason)}
        </h2>
        {task.isTraining && <Badge tone="signal">training</Badge>}
        {task.chosenSide === null && <Badge title="You are not told which response was chosen">blind</Badge>}
        {task.dueAt && <Badge>due {new Date(task.dueAt).toLocaleDateString('en-GB', { dateStyle: 'medium' })}</Badge>}
      </div>
      {task.isTraining && task.state === 'leased' && (
        <p className="text-meta text-ink-soft">A training item: what was expected is shown once you submit.</p>
      )}
      {lease && (
        <Notice
          tone={lease.isOver ? 'warn' : 'info'}
          title={lease.text}
          actions={
            <Button size="small" onClick={onHold}>
              {lease.isOver ? 'Try to take it again' : 'Keep it'}
            </Button>
          }
        />
      )}
    </header>
  )
}

const RAN_OUT = 'The time for this item ran out and it went back. What you typed is kept, and counts if you submit it.'

function describeTask({ state, revision, skipReason }: Task, reason: OpenReason | null): string {
  if (reason === 'undone') return 'Taken back: change it and submit again'
  switch (state) {
    case 'done':
      return revision > 1 ? `Answered, version ${revision}` : 'Answered'
    case 'skipped':
      return skipReason ? `Skipped: ${skipReason.replaceAll('-', ' ')}` : 'Skipped'
    case 'leased':
    case 'expired':
      return 'Item'
  }
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
