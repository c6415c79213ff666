'use client'
import { useSearchParams } from 'next/navigation'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Project } from '@/lib/core/annotation/project'
import { MAX_QUEUE_ITEMS, type NewQueue, type QueueItem } from '@/lib/core/annotation/queue'
import { filterInWords } from '@/lib/core/filter-words'
import { parseView } from '@/lib/core/view'
import { countPoles, useDataset } from '@/lib/dataset'
import { RowsAtHand, viewOfRows } from '../dataset/rows-at-hand'
import { useOpenSource } from '../dataset/use-open-source'
import { Button } from '../ui/button'
import { formatBytes, formatCount } from '../ui/format'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { useLoad } from '../ui/use-load'
import { ExpectedRows } from './expected-rows'
import { type FilledQueue, type FillProgress, fillQueue, QueueUnfinishedError } from './fill-queue'
import { QueueFields } from './queue-fields'
import { type QueuePurpose, readQueueForm } from './read-queue-form'
import { sampleWork } from './sample-work'

interface QueueFormProps {
  readonly who: string
  readonly project: Project
  readonly firstSource: string | null
  readonly onFilled: (queue: FilledQueue) => void
  /** A queue was made and is not complete. */
  readonly onUnfinished: () => void
  readonly onCancel: (() => void) | null
}

/** Rows whose expected answers are written by hand. */
interface Expecting {
  readonly queue: NewQueue
  readonly rows: readonly QueueItem[]
}

const MOST_EXPECTED = 100

/** A queue from the rows at hand: how many, for whom, by when; gold and training ask for the expected answers first. */
export default function QueueForm({ who, project, firstSource, onFilled, onUnfinished, onCancel }: QueueFormProps) {
  const params = useSearchParams()
  const view = useMemo(() => parseView(params), [params])
  const state = useDataset()
  const [purpose, setPurpose] = useState<QueuePurpose>('work')
  const [progress, setProgress] = useState<FillProgress | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [unfinished, setUnfinished] = useState<QueueUnfinishedError | null>(null)
  const [expecting, setExpecting] = useState<Expecting | null>(null)
  const sending = useRef<AbortController | null>(null)
  const isReady = state.phase === 'ready' && state.rows > 0
  const counts = useLoad(isReady ? `${state.version} ${JSON.stringify(view.filter)}` : null, (signal) =>
    countPoles(view.filter, signal),
  )
  const matched = counts.value?.matched ?? null
  const most = Math.min(matched ?? MAX_QUEUE_ITEMS, purpose === 'work' ? MAX_QUEUE_ITEMS : MOST_EXPECTED)
  const words = filterInWords(view.filter)
  useOpenSource(view.source ?? (state.source === null ? firstSource : null), view.answers)
  useEffect(() => () => sending.current?.abort(), [])

  async function run(work: (signal: AbortSignal) => Promise<void>) {
    const abort = new AbortController()
    sending.current = abort
    setProblem(null)
    setProgress({ rowsDone: 0, rowsTotal: null, bytesSent: 0 })
    try {
      await work(abort.signal)
    } catch (cause) {
      if (cause instanceof QueueUnfinishedError) {
        setUnfinished(cause)
        onUnfinished()
      }
      if (!abort.signal.aborted || cause instanceof QueueUnfinishedError)
        setProblem(cause instanceof Error ? cause.message : String(cause))
    }
    setProgress(null)
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (state.source === null || state.datasetHash === null || matched === null) return
    const { queue, size } = readQueueForm(new FormData(event.currentTarget), purpose, {
      label: state.source.label.slice(0, 200),
      view: viewOfRows(state.source, view),
      filter: words.slice(0, 2000),
      synthetic: state.isSynthetic,
      available: matched,
      datasetHash: state.datasetHash,
    })
    void run(async (signal) => {
      const rows = await sampleWork(view.filter, size, queue.config.seed, signal)
      if (purpose !== 'work') return setExpecting({ queue, rows: await rows.read(0, rows.total, signal) })
      const target = { who, projectId: project.id, queueId: unfinished?.queueId ?? null }
      onFilled(await fillQueue(target, queue, rows, setProgress, signal))
    })
  }

  function sendExpected(queue: NewQueue, items: readonly QueueItem[]) {
    void run(async (signal) => {
      const read = async (start: number, count: number) => items.slice(start, start + count)
      const target = { who, projectId: project.id, queueId: unfinished?.queueId ?? null }
      onFilled(await fillQueue(target, queue, { total: items.length, read }, setProgress, signal))
    })
  }

  const report = (
    <>
      {problem && (
        <Notice tone="fault" title={unfinished ? 'The queue is not complete' : 'The queue was not made'}>
          {problem}
          {unfinished &&
            ` ${formatCount(unfinished.items)} rows have arrived. Send again with the same sample to go on, or open the queue with what it has.`}
        </Notice>
      )}
      {progress && (
        <div>
          <p className="mb-1 text-ink-soft">
            {progress.rowsTotal === null
              ? 'Drawing the sample…'
              : `Sending ${formatCount(progress.rowsDone)} of ${formatCount(progress.rowsTotal)} rows · ${formatBytes(progress.bytesSent)}`}
          </p>
          <Progress
            share={progress.rowsTotal === null ? null : progress.rowsDone / progress.rowsTotal}
            label="Sending rows"
          />
          <Button size="small" className="mt-2" onClick={() => sending.current?.abort()}>
            Cancel
          </Button>
        </div>
      )}
    </>
  )

  if (expecting)
    return (
      <div className="flex max-w-4xl flex-col gap-3">
        <ExpectedRows
          questions={project.questions}
          rows={expecting.rows}
          isBusy={progress !== null}
          onBack={() => setExpecting(null)}
          onDone={(items) => sendExpected(expecting.queue, items)}
        />
        {report}
      </div>
    )
  return (
    <form onSubmit={submit} className="flex max-w-3xl flex-col gap-4">
      <RowsAtHand
        state={state}
        view={view}
        words={words}
        matched={matched}
        countError={counts.phase === 'failed' ? counts.error : null}
      />
      <QueueFields who={who} project={project} purpose={purpose} onPurpose={setPurpose} most={most} words={words} />
      {report}
      {progress === null && (
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" disabled={matched === null || matched === 0}>
            {unfinished ? 'Send again' : purpose === 'work' ? 'Make the queue' : 'Write the expected answers'}
          </Button>
          {onCancel && <Button onClick={onCancel}>Not now</Button>}
          <p className="basis-full text-meta text-ink-soft">
            The rows go to this server, texts included, and nowhere else.
          </p>
        </div>
      )}
    </form>
  )
}
