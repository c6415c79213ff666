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
            <li key={event.id} className="px-3 py-2">
              <div className="flex flex-wrap items-baseline gap-x-2">
                <span>
                  <span className="font-medium">{event.actorName}</span> {WORDS[event.kind]}
                </span>
                {event.itemId !== null && isAdmin && (
                  <Button
                    variant="quiet"
                    size="small"
                    className="h-6"
                    onClick={() => setView({ tab: 'disagreements', item: event.itemId })}
                  >
                    item
                  </Button>
                )}
                <time dateTime={event.at} className="ml-auto text-meta text-ink-faint">
                  {event.at.slice(0, 19).replace('T', ' ')} UTC
                </time>
              </div>
              {(event.before !== null || event.after !== null) && <Change event={event} />}
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

function Change({ event: { before, after } }: { event: AnnotationEvent }) {
  return (
    <details className="text-meta text-ink-soft">
      <summary className="min-h-6 w-fit content-center">What changed</summary>
      <div className="grid gap-2 min-[800px]:grid-cols-2">
        {before !== null && <Side title="Before" value={before} />}
        {after !== null && <Side title="After" value={after} />}
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
