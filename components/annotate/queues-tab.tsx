'use client'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { loadPart } from '../ui/load-part'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { readProject } from './annotate-client'
import type { FilledQueue } from './fill-queue'
import { LoadFailed } from './load-failed'
import type { ProjectTabProps } from './project-view'
import { listQueues } from './queue-client'
import { QueueLine } from './queue-line'
import { Section } from './section'

const QueueForm = dynamic(() => loadPart(() => import('./queue-form')), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
})

/** The queues of a project, and a form for another one from the rows at hand. */
export default function QueuesTab({ who, project, isAdmin, firstSource, onProject }: ProjectTabProps) {
  const hasRowsInAddress = useSearchParams().has('rows')
  const [version, setVersion] = useState(0)
  const [isAdding, setIsAdding] = useState(hasRowsInAddress)
  const [filled, setFilled] = useState<FilledQueue | null>(null)
  const load = useLoad(`${project.id} ${version}`, (signal) => listQueues(who, project.id, signal))
  const queues = load.value
  const reload = () => setVersion((last) => last + 1)

  async function refreshProject() {
    reload()
    onProject(await readProject(who, project.id, new AbortController().signal))
  }

  const showForm = isAdmin && (isAdding || queues?.length === 0)
  return (
    <div className="flex flex-col gap-6">
      <Section
        title="Queues"
        note="Rows in a queue are kept with their texts, so work goes on when the source is not open."
        actions={
          isAdmin &&
          !showForm && (
            <Button variant="primary" size="small" onClick={() => setIsAdding(true)}>
              <Plus aria-hidden /> Add a queue
            </Button>
          )
        }
      >
        {load.phase === 'failed' && (
          <LoadFailed title="The queues could not be read" error={load.error} onRetry={reload} />
        )}
        {filled && (
          <Notice tone="info" title={`${formatCount(filled.items)} items are handed out from now on`}>
            {filled.elsewhere > 0 &&
              `${formatCount(filled.elsewhere)} rows of the sample are in another queue of this project and were left out.`}
          </Notice>
        )}
        {queues === null ? (
          load.phase === 'loading' && <Skeleton className="h-24 w-full" />
        ) : queues.length === 0 ? (
          <p className="text-ink-soft">No queue yet: nobody has anything to annotate.</p>
        ) : (
          <ul aria-label="Queues" className="flex flex-col divide-y rounded-md border">
            {queues.map((queue) => (
              <QueueLine
                key={queue.id}
                who={who}
                queue={queue}
                isAdmin={isAdmin}
                onChanged={() => void refreshProject()}
              />
            ))}
          </ul>
        )}
      </Section>
      {showForm && (
        <Section title="Add a queue">
          <QueueForm
            who={who}
            project={project}
            firstSource={firstSource}
            onUnfinished={() => void refreshProject()}
            onFilled={(result) => {
              setFilled(result)
              setIsAdding(false)
              void refreshProject()
            }}
            onCancel={queues?.length ? () => setIsAdding(false) : null}
          />
        </Section>
      )}
    </div>
  )
}
