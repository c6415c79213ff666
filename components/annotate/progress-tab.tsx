'use client'
import { RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect, useState } from 'react'
import type { ProjectProgress } from '@/lib/core/annotation/reports'
import { Button } from '../ui/button'
import { formatCount, formatDuration, formatShare } from '../ui/format'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { DataTable, type TableColumn } from './data-table'
import { LoadFailed } from './load-failed'
import { prepareProgress } from './prepare-progress'
import type { ProjectTabProps } from './project-view'
import { readProgress } from './results-client'
import { Section } from './section'

const REFRESH_MS = 20_000

type QueueRow = ProjectProgress['queues'][number]
type PersonRow = ProjectProgress['annotators'][number]

/** How far the project is: in all, by queue and by person, with times and agreement with known answers. */
export default function ProgressTab({ who, project, isAdmin }: ProjectTabProps) {
  const [version, setVersion] = useState(0)
  const load = useLoad(`${project.id} ${version}`, (signal) => readProgress(who, project.id, signal))
  const reload = () => setVersion((last) => last + 1)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setVersion((last) => last + 1)
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [])

  if (load.value === null)
    return load.phase === 'failed' ? (
      <LoadFailed title="The progress could not be read" error={load.error} onRetry={reload} />
    ) : (
      <Skeleton className="h-64 w-full" />
    )
  const progress = load.value
  const sum = prepareProgress(progress)
  return (
    <div className="flex flex-col gap-6">
      {load.phase === 'failed' && (
        <LoadFailed title="The progress is not the newest" error={load.error} onRetry={reload} />
      )}
      <div className="grid grid-cols-2 gap-3 min-[900px]:grid-cols-4">
        <Figure
          label="Annotations"
          value={formatCount(sum.done)}
          note={
            sum.wanted === 0
              ? 'no work yet'
              : `of ${formatCount(sum.wanted)} · ${formatShare(sum.done / sum.wanted, 0)}`
          }
        />
        <Figure
          label="Items complete"
          value={formatCount(sum.complete)}
          note={`of ${formatCount(sum.items)} items of work`}
        />
        <Figure label="Time an item" value={formatDuration(sum.medianMs)} note={sum.timeNote} />
        <Figure label="Decided" value={formatCount(progress.adjudicated)} note="items by an adjudicator" />
      </div>
      <Section
        title="Queues"
        actions={
          <Button variant="quiet" size="small" onClick={reload}>
            <RefreshCw aria-hidden /> Read again
          </Button>
        }
      >
        {progress.queues.length === 0 ? (
          <Notice
            tone="info"
            title="No queue yet"
            actions={
              isAdmin && (
                <Button size="small" asChild>
                  <Link href={`/annotate/${project.id}?tab=queues`}>Add a queue</Link>
                </Button>
              )
            }
          >
            A queue holds the rows that people are asked about.
          </Notice>
        ) : (
          <DataTable
            label="Progress by queue"
            columns={QUEUE_COLUMNS}
            rows={progress.queues}
            keyOf={({ id }) => id}
            minWidth={760}
          />
        )}
      </Section>
      <Section
        title="People"
        note="Time is what the browser measured with the page at hand and the person active; from taking to submitting counts everything."
      >
        {progress.annotators.length === 0 ? (
          <p className="text-ink-soft">Nobody has taken a task yet.</p>
        ) : (
          <DataTable
            label="Progress by person"
            columns={PERSON_COLUMNS}
            rows={progress.annotators}
            keyOf={({ id }) => id}
            minWidth={980}
          />
        )}
      </Section>
    </div>
  )
}

function Figure({ label, value, note }: { label: string; value: string; note: ReactNode }) {
  return (
    <div className="rounded-md border px-3 py-2">
      <p className="text-meta text-ink-soft">{label}</p>
      <p className="text-title font-semibold tabular-nums">{value}</p>
      <p className="text-meta text-ink-faint">{note}</p>
    </div>
  )
}

const QUEUE_COLUMNS: readonly TableColumn<QueueRow>[] = [
  { key: 'name', label: 'Queue', cell: ({ name }) => name, sortBy: ({ name }) => name },
  { key: 'purpose', label: 'Purpose', cell: ({ purpose }) => purpose, sortBy: ({ purpose }) => purpose },
  {
    key: 'annotations',
    label: 'Annotations',
    hint: 'Submitted, of those that the overlap asks for',
    cell: (queue) => <QueueShare queue={queue} />,
    sortBy: ({ annotations, seats }) => (seats ? annotations / seats : null),
  },
  count('items', 'Items', (queue) => queue.items),
  count(
    'complete',
    'Complete',
    (queue) => (queue.purpose === 'work' ? queue.complete : null),
    'Items with all their annotations',
  ),
  count('leased', 'In hand', (queue) => queue.leased, 'Tasks that somebody holds now'),
  count('skipped', 'Skipped', (queue) => queue.skipped, 'Items that somebody let go'),
  {
    key: 'due',
    label: 'Due',
    align: 'right',
    cell: ({ dueAt }) => dueAt?.slice(0, 10) ?? '–',
    sortBy: ({ dueAt }) => dueAt,
  },
]

function QueueShare({ queue: { name, annotations, seats } }: { queue: QueueRow }) {
  if (seats === null) return <span>{formatCount(annotations)}</span>
  return (
    <div className="flex min-w-40 items-center gap-2">
      <Progress share={seats === 0 ? 0 : annotations / seats} label={`Progress of ${name}`} className="max-w-24" />
      <span className="whitespace-nowrap">
        {formatCount(annotations)} of {formatCount(seats)}
      </span>
    </div>
  )
}

const PERSON_COLUMNS: readonly TableColumn<PersonRow>[] = [
  { key: 'name', label: 'Person', cell: ({ name }) => name, sortBy: ({ name }) => name },
  count('done', 'Done', (person) => person.done),
  count('leased', 'In hand', (person) => person.leased),
  count('drafts', 'Drafts', (person) => person.drafts),
  count('skipped', 'Skipped', (person) => person.skipped),
  count('revised', 'Revised', (person) => person.revised, 'Annotations that were submitted again'),
  time('active', 'Median time', ({ activeMs }) => activeMs.median, 'At an item, active'),
  time('p90', '90 % within', ({ activeMs }) => activeMs.p90, 'Nine of ten items took at most this long'),
  time('elapsed', 'From taking', ({ elapsedMs }) => elapsedMs.median, 'Median from taking a task to submitting it'),
  known('gold', 'Gold', 'Known answers of gold items that were given', ({ gold }) => gold),
  known('training', 'Training', 'Known answers of training items that were given', ({ training }) => training),
  {
    key: 'last',
    label: 'Last',
    align: 'right',
    cell: ({ lastAt }) => (lastAt === null ? '–' : `${lastAt.slice(0, 16).replace('T', ' ')} UTC`),
    sortBy: ({ lastAt }) => lastAt,
  },
]

function count<Row>(
  key: string,
  label: string,
  keyFigure: (row: Row) => number | null,
  hint?: string,
): TableColumn<Row> {
  return { key, label, hint, align: 'right', cell: (row) => formatCount(keyFigure(row)), sortBy: keyFigure }
}

function time<Row>(key: string, label: string, keyFigure: (row: Row) => number | null, hint: string): TableColumn<Row> {
  return { key, label, hint, align: 'right', cell: (row) => formatDuration(keyFigure(row)), sortBy: keyFigure }
}

function known<Row>(
  key: string,
  label: string,
  hint: string,
  scoreOf: (row: Row) => { readonly questions: number; readonly correct: number },
): TableColumn<Row> {
  const shareOf = (row: Row) => {
    const { questions, correct } = scoreOf(row)
    return questions === 0 ? null : correct / questions
  }
  return {
    key,
    label,
    hint,
    align: 'right',
    cell: (row) =>
      scoreOf(row).questions === 0 ? '–' : `${formatShare(shareOf(row), 0)} of ${formatCount(scoreOf(row).questions)}`,
    sortBy: shareOf,
  }
}
