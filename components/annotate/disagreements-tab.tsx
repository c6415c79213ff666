'use client'
import { useState } from 'react'
import type { DisputedItemPage } from '@/lib/core/annotation/reports'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { formatCount, formatShare } from '../ui/format'
import { Kbd } from '../ui/kbd'
import { Notice } from '../ui/notice'
import { Segmented } from '../ui/segmented'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { DecideItem } from './decide-item'
import { LoadFailed } from './load-failed'
import type { DisputeState, ProjectTabProps } from './project-view'
import { listDisputed } from './results-client'
import { useMoveKeys } from './use-move-keys'

const STATES: readonly { key: DisputeState; label: string }[] = [
  { key: 'open', label: 'To decide' },
  { key: 'decided', label: 'Decided' },
  { key: 'all', label: 'All' },
]

/** Items with two annotations or more, the most disputed first, and the one that is decided about. */
export default function DisagreementsTab({ who, project, isAdmin, view, setView }: ProjectTabProps) {
  const [version, setVersion] = useState(0)
  const [more, setMore] = useState<{ readonly key: string; readonly pages: readonly DisputedItemPage[] }>()
  const key = `${project.id} ${view.state} ${version}`
  const load = useLoad(isAdmin ? key : null, (signal) => listDisputed(who, project.id, view.state, null, signal))
  const later = more?.key === key ? more.pages : []
  const [problem, setProblem] = useState<Error | null>(null)
  const first = load.value
  const items = first === null ? [] : [first, ...later].flatMap((page) => page.items)
  const next = later.at(-1)?.next ?? (later.length === 0 ? first?.next : null) ?? null
  const open = view.item ?? null
  const place = items.findIndex(({ id }) => id === open)
  const move = (by: -1 | 1) => {
    const item = items[place + by] ?? (open === null ? items[0] : undefined)
    if (item) setView({ item: item.id })
  }
  useMoveKeys(move)

  async function readMore() {
    try {
      const page = await listDisputed(who, project.id, view.state, next)
      setProblem(null)
      setMore({ key, pages: [...later, page] })
    } catch (cause) {
      setProblem(cause instanceof Error ? cause : new Error(String(cause)))
    }
  }

  if (!isAdmin)
    return (
      <Notice tone="info" title="Only an admin decides">
        The agreement can be read under Agreement.
      </Notice>
    )
  return (
    <div className="grid gap-4 min-[1000px]:grid-cols-[320px_minmax(0,1fr)]">
      <div
        className={classNames(
          'flex flex-col items-start gap-2 *:shrink-0 min-[1000px]:sticky min-[1000px]:top-3 min-[1000px]:max-h-[calc(100dvh-80px)] min-[1000px]:self-start min-[1000px]:overflow-y-auto',
          open !== null && 'max-[999px]:hidden',
        )}
      >
        <Segmented
          label="Items shown"
          value={view.state}
          onChange={(state) => setView({ state, item: null })}
          options={STATES}
        />
        {load.phase === 'failed' && (
          <LoadFailed title="The items could not be read" error={load.error} onRetry={() => setVersion(version + 1)} />
        )}
        {first === null ? (
          load.phase === 'loading' && <Skeleton className="h-64 w-full" />
        ) : items.length === 0 ? (
          <Notice tone="info" title={view.state === 'decided' ? 'Nothing is decided yet' : 'Nothing to decide'}>
            An item comes here with its second annotation, unless it is decided.
          </Notice>
        ) : (
          <ul aria-label="Disputed items" className="flex w-full flex-col divide-y rounded-md border">
            {items.map((item) => (
              <li key={item.id} className={classNames('relative hover:bg-raised', item.id === open && 'bg-sunken')}>
                <button
                  type="button"
                  aria-current={item.id === open}
                  onClick={() => setView({ item: item.id })}
                  className="block w-full px-3 py-2 text-left"
                >
                  <span className="line-clamp-2">{item.prompt}</span>
                  <span className="mt-1 flex items-center gap-2 text-meta text-ink-soft">
                    <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-sunken">
                      <span className="block h-full bg-warn" style={{ width: `${item.disagreement * 100}%` }} />
                    </span>
                    {formatShare(item.disagreement, 0)} · {formatCount(item.annotations)} annotations
                    {item.isAdjudicated && ' · decided'}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {problem && <LoadFailed title="No more items could be read" error={problem} onRetry={() => void readMore()} />}
        {next !== null && (
          <Button size="small" onClick={() => void readMore()} className="self-start">
            Show more
          </Button>
        )}
        <p className="text-meta text-ink-faint max-[720px]:hidden">
          <Kbd>j</Kbd> next, <Kbd>k</Kbd> previous, <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> decide and go on
        </p>
      </div>
      <div className="min-w-0">
        {open === null ? (
          <p className="text-ink-soft max-[999px]:hidden">Choose an item to read what was said and decide.</p>
        ) : (
          <DecideItem
            key={open}
            who={who}
            id={open}
            questions={project.questions}
            onBack={() => setView({ item: null })}
            onDecided={(goOn) => {
              if (goOn) setView({ item: items[place + 1]?.id ?? null })
              setVersion(version + 1)
            }}
          />
        )}
      </div>
    </div>
  )
}
