'use client'
import { type FormEvent, useState } from 'react'
import type { Queue, QueueChange } from '@/lib/core/annotation/queue'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { formatCount } from '../ui/format'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SyntheticBadge } from '../ui/synthetic-badge'
import { changeQueue, openQueue } from './queue-client'
import { endOfDay } from './queue-dates'

interface QueueLineProps {
  readonly who: string
  readonly queue: Queue
  readonly isAdmin: boolean
  readonly onChanged: () => void
}

/** One queue: what is in it, how it is handed out, and what can be changed of it. */
export function QueueLine({ who, queue, isAdmin, onChanged }: QueueLineProps) {
  const [isEditing, setIsEditing] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function act(work: () => Promise<unknown>) {
    setIsBusy(true)
    setProblem(null)
    try {
      await work()
      setIsEditing(false)
      onChanged()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
    setIsBusy(false)
  }
  const change = (changes: QueueChange) => void act(() => changeQueue(who, queue.id, changes))

  return (
    <li className="flex flex-col gap-2 px-3 py-2.5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-60 flex-1">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {queue.name}
            {queue.purpose !== 'work' && <Badge tone="signal">{queue.purpose}</Badge>}
            <Badge tone={queue.status === 'open' ? 'neutral' : 'warn'}>{queue.status}</Badge>
            {queue.config.source.synthetic && <SyntheticBadge />}
          </p>
          <p className="text-meta text-ink-soft">{describeQueue(queue)}</p>
          <p className="text-meta text-ink-faint [overflow-wrap:anywhere]">
            {queue.config.source.label} · {queue.config.source.filter || 'all rows'}
            {queue.config.source.view && (
              <>
                {' · '}
                <a href={`/explore?${queue.config.source.view}`} className="text-signal underline">
                  show in Explore
                </a>
              </>
            )}
          </p>
        </div>
        {isAdmin && (
          <div className="flex gap-2">
            {queue.status === 'collecting' ? (
              <Button
                size="small"
                disabled={isBusy || queue.items === 0}
                onClick={() => void act(() => openQueue(who, queue.id, queue.items))}
              >
                Open with {formatCount(queue.items)} items
              </Button>
            ) : (
              <Button
                size="small"
                disabled={isBusy}
                onClick={() => change({ status: queue.status === 'open' ? 'paused' : 'open' })}
              >
                {queue.status === 'open' ? 'Pause' : 'Go on'}
              </Button>
            )}
            <Button size="small" aria-expanded={isEditing} onClick={() => setIsEditing(!isEditing)}>
              Change
            </Button>
          </div>
        )}
      </div>
      {queue.status === 'collecting' && (
        <p className="text-meta text-warn">
          Not open yet: nobody gets these items, and no other queue can hold their rows.
        </p>
      )}
      {problem && (
        <Notice tone="fault" title="The queue was not changed">
          {problem}
        </Notice>
      )}
      {isEditing && <QueueChanges queue={queue} isBusy={isBusy} onSave={change} />}
    </li>
  )
}

function describeQueue({ items, purpose, overlap, share, goldEvery, dueAt, config }: Queue): string {
  return [
    `${formatCount(items)} items`,
    purpose === 'work' ? `${overlap} ${overlap === 1 ? 'annotator' : 'annotators'} each` : 'for everyone',
    ...(purpose === 'gold' ? [`every ${goldEvery}th item`] : []),
    ...(share === null ? [] : [`at most ${formatCount(share)} a person`]),
    config.order === 'random' ? `shuffled, seed ${config.seed}` : 'in the order drawn',
    ...(config.suggest.profile === null ? [] : [`suggests the profile, ${config.suggest.profile} rule`]),
    ...(config.suggest.runId === null ? [] : ['suggests a run’s choice']),
    ...(dueAt === null ? [] : [`due ${dueAt.slice(0, 10)}`]),
  ].join(' · ')
}

interface QueueChangesProps {
  readonly queue: Queue
  readonly isBusy: boolean
  readonly onSave: (change: QueueChange) => void
}

function QueueChanges({ queue, isBusy, onSave }: QueueChangesProps) {
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const share = String(form.get('share') ?? '')
    const goldEvery = form.get('goldEvery')
    onSave({
      name: String(form.get('name')),
      share: share === '' ? null : Number(share),
      dueAt: endOfDay(String(form.get('due'))),
      ...(goldEvery === null ? {} : { goldEvery: Number(goldEvery) }),
    })
  }

  const id = (field: string) => `${queue.id}-${field}`
  return (
    <form onSubmit={save} className="grid items-end gap-3 min-[700px]:grid-cols-[1fr_8rem_8rem_10rem_auto]">
      <Field label="Name" htmlFor={id('name')}>
        <Input id={id('name')} name="name" required maxLength={120} defaultValue={queue.name} />
      </Field>
      <Field label="Most items a person" htmlFor={id('share')}>
        <Input id={id('share')} name="share" type="number" min={1} placeholder="all" defaultValue={queue.share ?? ''} />
      </Field>
      {queue.purpose === 'gold' ? (
        <Field label="One item in" htmlFor={id('gold')}>
          <Input
            id={id('gold')}
            name="goldEvery"
            type="number"
            min={2}
            max={1000}
            required
            defaultValue={queue.goldEvery}
          />
        </Field>
      ) : (
        <span className="max-[699px]:hidden" />
      )}
      <Field label="Due" htmlFor={id('due')}>
        <Input id={id('due')} name="due" type="date" defaultValue={queue.dueAt?.slice(0, 10) ?? ''} />
      </Field>
      <Button type="submit" variant="primary" disabled={isBusy}>
        Save
      </Button>
    </form>
  )
}
