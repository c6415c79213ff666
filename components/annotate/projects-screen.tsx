'use client'
import { PencilLine, Plus } from 'lucide-react'
import Link from 'next/link'
import { AnnotatorSwitcher } from '../annotators/annotator-switcher'
import { useAnnotators } from '../annotators/use-annotators'
import { PageBar } from '../frame/page-bar'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { formatCount, formatShare } from '../ui/format'
import { Progress } from '../ui/progress'
import { type ProjectAtHand, type ProjectLine, prepareProject } from './prepare-projects'

/** Every project, newest first: how far it is and what whoever works here does next. */
export function ProjectsScreen({ projects }: { projects: readonly ProjectAtHand[] }) {
  const annotators = useAnnotators()
  const role = annotators.list.value?.me?.role ?? null
  const newProject = (
    <Button variant="primary" asChild>
      <Link href="/annotate/new">
        <Plus aria-hidden /> New project
      </Link>
    </Button>
  )
  return (
    <>
      <PageBar title="Annotate">
        <div className="ml-auto">
          <AnnotatorSwitcher annotators={annotators} />
        </div>
      </PageBar>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {projects.length === 0 ? (
          <EmptyState icon={PencilLine} title="No project yet" action={newProject}>
            A project asks people questions about rows: is the direction right, which response would this person prefer,
            is the text fit to use. It has guidelines, queues of rows, and tells how far people agree with each other
            and with the dataset.
          </EmptyState>
        ) : (
          <div className="mx-auto max-w-5xl p-4">
            {role !== 'annotator' && role !== 'viewer' && <div className="mb-3">{newProject}</div>}
            <ul className="flex flex-col divide-y rounded-md border" aria-label="Projects">
              {projects.map((atHand) => (
                <Line key={atHand.project.id} atHand={atHand} line={prepareProject(atHand, annotators.who, role)} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </>
  )
}

function Line({ atHand: { project }, line }: { atHand: ProjectAtHand; line: ProjectLine }) {
  const { done, wanted, mine, dueAt, next } = line
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 hover:bg-raised">
      <div className="min-w-56 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`/annotate/${project.id}`} className="font-medium after:absolute after:inset-0">
            {project.name}
          </Link>
          {project.status === 'closed' && <Badge>closed</Badge>}
          {project.isBlind && <Badge tone="signal">blind</Badge>}
        </p>
        <p className="mt-0.5 text-meta text-ink-faint">
          {describeQuestions(project.questions.length)} · {formatCount(project.items)} items
          {mine && ` · ${formatCount(mine.done)} by you`}
          {dueAt && (
            <>
              {' · due '}
              <time dateTime={dueAt}>{dueAt.slice(0, 10)}</time>
            </>
          )}
        </p>
      </div>
      <div className="w-44">
        <Progress share={wanted === 0 ? 0 : done / wanted} label={`Progress of ${project.name}`} />
        <p className="mt-1 text-meta text-ink-soft">
          {wanted === 0
            ? 'no work yet'
            : `${formatCount(done)} of ${formatCount(wanted)} annotations · ${formatShare(done / wanted, 0)}`}
        </p>
      </div>
      <div className="w-36 text-right">
        <Button asChild size="small" className="relative max-[720px]:h-10">
          <Link href={next.href} aria-label={`${next.label}: ${project.name}`}>
            {next.label}
          </Link>
        </Button>
      </div>
    </li>
  )
}

function describeQuestions(count: number): string {
  return count === 1 ? '1 question' : `${count} questions`
}
