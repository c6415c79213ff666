'use client'
import { PenLine, Plus } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { AnnotatorSwitcher } from '../annotators/annotator-switcher'
import { useAnnotators } from '../annotators/use-annotators'
import { PageBar } from '../frame/page-bar'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { formatCount, formatShare } from '../ui/format'
import { Progress } from '../ui/progress'
import { Skeleton } from '../ui/skeleton'
import { useLater } from '../ui/use-later'
import { type ProjectAtHand, type ProjectLine, prepareProject } from './prepare-projects'

const loadRowsToAdd = () => import('./rows-to-add')

/**
 * Every project, newest first: how far it is and what whoever works here does next. With `rows` in the address it asks
 * which project the rows of Explore go to.
 */
export function ProjectsScreen({ projects }: { projects: readonly ProjectAtHand[] }) {
  const annotators = useAnnotators()
  const role = annotators.list.value?.me?.role ?? null
  const params = useSearchParams()
  const rows = params.has('rows') ? params.toString() : null
  const rowsToAdd = useLater(loadRowsToAdd, rows !== null)
  const mayMake = role !== 'annotator' && role !== 'viewer'
  const newProject = (
    <Button variant="primary" asChild>
      <Link href={rows === null ? '/annotate/new' : `/annotate/new?${rows}`}>
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
        {rows !== null && (
          <div className="mx-auto max-w-5xl px-4 pt-4">
            {rowsToAdd ? <rowsToAdd.RowsToAdd query={rows} /> : <Skeleton className="h-16 w-full" />}
          </div>
        )}
        {projects.length === 0 ? (
          <EmptyState icon={PenLine} title="No project yet" action={mayMake && newProject}>
            A project asks people questions about rows: is the direction right, which response would this person prefer,
            is the text fit to use. It has guidelines, queues of rows, and tells how far people agree with each other
            and with the dataset.
          </EmptyState>
        ) : (
          <div className="mx-auto max-w-5xl p-4">
            {mayMake && <div className="mb-3">{newProject}</div>}
            <ul className="flex flex-col divide-y rounded-md border" aria-label="Projects">
              {projects.map((atHand) => (
                <Line
                  key={atHand.project.id}
                  atHand={atHand}
                  line={prepareProject(atHand, annotators.who, role)}
                  rows={role === 'admin' && atHand.project.status === 'open' ? rows : null}
                />
              ))}
            </ul>
          </div>
        )}
      </div>
    </>
  )
}

interface LineProps {
  readonly atHand: ProjectAtHand
  readonly line: ProjectLine
  /** The rows of Explore to add, as a query string; `null` for none. */
  readonly rows: string | null
}

function Line({ atHand: { project }, line, rows }: LineProps) {
  const { done, wanted, mine, dueAt } = line
  const next =
    rows === null ? line.next : { label: 'Add these rows', href: `/annotate/${project.id}?tab=queues&${rows}` }
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 hover:bg-raised">
      <div className="min-w-56 flex-1 max-[720px]:basis-full">
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
      <div className="w-44 max-[720px]:w-auto max-[720px]:flex-1">
        <Progress share={wanted === 0 ? 0 : done / wanted} label={`Progress of ${project.name}`} />
        <p className="mt-1 text-meta text-ink-soft">
          {wanted === 0
            ? 'no work yet'
            : `${formatCount(done)} of ${formatCount(wanted)} annotations · ${formatShare(done / wanted, 0)}`}
        </p>
      </div>
      <div className="w-36 text-right max-[720px]:w-auto">
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
