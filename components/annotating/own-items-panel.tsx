'use client'
import { useState } from 'react'
import type { OwnTaskList } from '@/lib/core/annotation/task'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { listOwnTasks } from './desk-requests'
import { SidePanel } from './side-panel'

interface OwnItemsPanelProps {
  readonly who: string
  readonly projectId: string
  /** Changes when there is something new to list. */
  readonly version: number
  readonly currentId: string | null
  readonly onOpen: (taskId: string) => void
  readonly onClose: () => void
}

type OwnTask = OwnTaskList['tasks'][number]

/** Everything that this person had at hand in the project, the last first, to look at or change again. */
export function OwnItemsPanel({ who, projectId, version, currentId, onOpen, onClose }: OwnItemsPanelProps) {
  const [pages, setPages] = useState(1)
  const load = useLoad(`${projectId} ${version} ${pages}`, async (signal) => {
    const tasks: OwnTask[] = []
    let cursor: string | null = null
    for (let page = 0; page < pages; page++) {
      const list: OwnTaskList = await listOwnTasks(who, projectId, cursor, signal)
      tasks.push(...list.tasks)
      cursor = list.next
      if (cursor === null) break
    }
    return { tasks, next: cursor }
  })
  const list = load.value
  return (
    <SidePanel title="My items" onClose={onClose}>
      {load.phase === 'failed' && (
        <Notice tone="fault" title="Your items could not be read">
          {load.error.message}
        </Notice>
      )}
      {!list && load.phase === 'loading' && <Skeleton className="h-40" />}
      {list?.tasks.length === 0 && <p className="text-ink-soft">Items that you had at hand are listed here.</p>}
      {list && (
        <ul className="-mx-2 flex flex-col divide-y">
          {list.tasks.map((task) => (
            <li key={task.id}>
              <button
                type="button"
                aria-current={task.id === currentId ? 'true' : undefined}
                onClick={() => onOpen(task.id)}
                className="flex min-h-11 w-full flex-col items-start gap-1 rounded-sm px-2 py-2 text-left hover:bg-raised aria-[current=true]:bg-raised"
              >
                <span className="flex flex-wrap items-center gap-1.5">
                  <Badge tone={task.state === 'leased' ? 'signal' : 'neutral'}>{describeState(task)}</Badge>
                  {task.hasDraft && task.state !== 'leased' && <Badge tone="warn">with a draft</Badge>}
                  <span className="text-meta text-ink-faint">{formatTime(task.changedAt)}</span>
                </span>
                <span className="line-clamp-2 text-body [overflow-wrap:anywhere]">
                  {task.prompt || 'An empty post'}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {list?.next && (
        <Button size="small" className="mt-2" onClick={() => setPages(pages + 1)}>
          Show earlier ones
        </Button>
      )}
    </SidePanel>
  )
}

function describeState({ state, hasDraft, revision }: OwnTask): string {
  switch (state) {
    case 'leased':
      return hasDraft ? 'draft' : 'at hand'
    case 'expired':
      return 'gone back'
    case 'done':
      return revision > 1 ? `answered, version ${revision}` : 'answered'
    case 'skipped':
      return 'skipped'
  }
}

function formatTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}
