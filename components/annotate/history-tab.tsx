'use client'
import { useState } from 'react'
import type { AnnotationEvent, EventKind } from '@/lib/core/annotation/event'
import { Button } from '../ui/button'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { LoadFailed } from './load-failed'
import type { ProjectTabProps } from './project-view'
import { listEvents } from './results-client'
import { Section } from './section'

const WORDS: Record<EventKind, string> = {
  'annotator-created': 'added a person',
  'annotator-changed': 'changed a person',
  'project-created': 'made the project',
  'project-changed': 'changed the project',
  'guideline-added': 'published guidelines',
  'queue-created': 'made a queue',
  'queue-opened': 'opened a queue',
  'queue-changed': 'changed a queue',
  submitted: 'submitted answers',
  revised: 'revised answers',
  skipped: 'skipped an item',
  undone: 'took back',
  adjudicated: 'decided',
  imported: 'imported annotations',
}

/** Everything that happened in a project, newest first: who, when, what was before and what is after. */
export default function HistoryTab({ who, project, isAdmin, setView }: ProjectTabProps) {
  const [version, setVersion] = useState(0)
  const [older, setOlder] = useState<readonly AnnotationEvent[]>([])
  const [cursor, setCursor] = useState<number | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)
  const load = useLoad(`${project.id} ${version}`, (signal) => listEvents(who, project.id, null, signal))
  const next = cursor ?? load.value?.next ?? null
  const isEnd = next === null || cursor === -1
  const events = [...(load.value?.events ?? []), ...older]

  async function readOlder() {
    try {
      const page = await listEvents(who, project.id, next)
      setProblem(null)
      setOlder([...older, ...page.events])
      setCursor(page.next ?? -1)
    } catch (cause) {
      setProblem(cause instanceof Error ? cause : new Error(String(cause)))
    }
  }

  return (
    <Section title="History" note="Nothing in it is changed or deleted.">
      {load.phase === 'failed' && (
        <LoadFailed title="The history could not be read" error={load.error} onRetry={() => setVersion(version + 1)} />
      )}
      {load.value === null && load.phase === 'loading' && <Skeleton className="h-64 w-full" />}
      {events.length > 0 && (
        <ol className="flex flex-col divide-y rounded-md border">
          {events.map((event) => (
            <li key={event.id}>
              <Line event={event} onItem={isAdmin ? (item) => setView({ tab: 'disagreements', item }) : null} />
            </li>
          ))}
        </ol>
      )}
      {problem && (
        <LoadFailed title="Older changes could not be read" error={problem} onRetry={() => void readOlder()} />
      )}
      {!isEnd && (
        <Button size="small" onClick={() => void readOlder()} className="self-start">
          Show older
        </Button>
      )}
    </Section>
  )
}

interface LineProps {
  readonly event: AnnotationEvent
  /** Opens an item; `null` for who may not. */
  readonly onItem: ((item: string) => void) | null
}

function Line({ event: { actorName, kind, at, itemId, before, after }, onItem }: LineProps) {
  return (
    <details>
      <summary className="min-h-8 cursor-pointer content-center px-3 hover:bg-raised">
        <span className="font-medium">{actorName}</span> {WORDS[kind]}
        <time dateTime={at} className="float-right text-meta leading-5 text-ink-faint">
          {at.slice(0, 19).replace('T', ' ')} UTC
        </time>
      </summary>
      <div className="flex flex-col gap-2 px-3 pb-3 text-meta text-ink-soft">
        {itemId !== null && onItem && (
          <Button size="small" className="self-start" onClick={() => onItem(itemId)}>
            Open the item
          </Button>
        )}
        <div className="grid gap-2 min-[800px]:grid-cols-2">
          {before !== null && <Side title="Before" value={before} />}
          {after !== null && <Side title="After" value={after} />}
        </div>
        {before === null && after === null && <p>Nothing else is kept of it.</p>}
      </div>
    </details>
  )
}

function Side({ title, value }: { title: string; value: unknown }) {
  return (
    <div className="min-w-0">
      <p className="font-medium">{title}</p>
      <pre className="max-h-64 overflow-auto whitespace-pre-wrap rounded-md bg-sunken p-2 font-mono [overflow-wrap:anywhere]">
        {JSON.stringify(value, null, 1)}
      </pre>
    </div>
  )
}
