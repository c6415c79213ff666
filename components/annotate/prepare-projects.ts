import type { AnnotatorRole } from '@/lib/core/annotation/annotator'
import type { Project } from '@/lib/core/annotation/project'
import type { ProjectProgress } from '@/lib/core/annotation/reports'

/** A project with how far it is. */
export interface ProjectAtHand {
  readonly project: Project
  readonly progress: ProjectProgress
}

/** What one does next in a project, and where. */
export interface NextStep {
  readonly label: 'Annotate' | 'Add a queue' | 'Read the agreement' | 'Open'
  readonly href: string
}

/** A project as a line of the list. */
export interface ProjectLine {
  /** Annotations of work there are and that are wanted. */
  readonly done: number
  readonly wanted: number
  /** Own annotations and skipped items; `null` for somebody who has taken no task. */
  readonly mine: { readonly done: number; readonly skipped: number } | null
  /** The earliest time by which an unfinished queue is due; `null` without one. */
  readonly dueAt: string | null
  readonly next: NextStep
}

/** What the list says of a project to the annotator `who` in that role; without a role to somebody not known yet. */
export function prepareProject(
  { project, progress }: ProjectAtHand,
  who: string | null,
  role: AnnotatorRole | null,
): ProjectLine {
  const work = progress.queues.filter(({ purpose }) => purpose === 'work')
  const done = sum(work.map((queue) => Math.min(queue.annotations, queue.seats ?? 0)))
  const wanted = sum(work.map((queue) => queue.seats ?? 0))
  const own = progress.annotators.find(({ id }) => id === who)
  const dueTimes = work.flatMap(({ dueAt, complete, items }) => (dueAt !== null && complete < items ? [dueAt] : []))
  return {
    done,
    wanted,
    mine: own ? { done: own.done, skipped: own.skipped } : null,
    dueAt: dueTimes.sort()[0] ?? null,
    next: nextStep(project, wanted, done, role),
  }
}

function nextStep(project: Project, wanted: number, done: number, role: AnnotatorRole | null): NextStep {
  const href = `/annotate/${project.id}`
  const open = { label: 'Open', href } as const
  if (role === null || project.status === 'closed') return open
  if (project.items === 0) return role === 'admin' ? { label: 'Add a queue', href: `${href}?tab=queues` } : open
  if (role !== 'viewer' && (done < wanted || wanted === 0)) return { label: 'Annotate', href: `${href}/work` }
  return role === 'annotator' ? open : { label: 'Read the agreement', href: `${href}?tab=agreement` }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
