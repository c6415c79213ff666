import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { type Guideline, guidelineListSchema, type Project, projectSchema } from '@/lib/core/annotation/project'
import { queueListSchema } from '@/lib/core/annotation/queue'
import { projectProgressSchema } from '@/lib/core/annotation/reports'
import {
  type DraftSaved,
  draftSavedSchema,
  type OwnTaskList,
  ownTaskListSchema,
  type Task,
  type TaskChanged,
  type TasksTaken,
  taskChangedSchema,
  taskSchema,
  tasksTakenSchema,
} from '@/lib/core/annotation/task'
import { requestAs, requestNothingAs } from '../annotators/request-as'
import { RequestError } from '../ui/request'
import { type DeskProgress, prepareDeskProgress } from './desk-progress'
import type { OutboxEntry, SendResult } from './outbox'

/** Without an answer for this long a request counts as lost. */
const PATIENCE_MS = 30_000
const PATH = '/api/v1'

/** Takes tasks up to `count` and renews those that are held. Throws `RequestError`. */
export function takeTasks(who: string, projectId: string, count: number): Promise<TasksTaken> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  return requestAs(who, tasksTakenSchema, `${PATH}/projects/${projectId}/tasks`, {
    method: 'POST',
    body: { count },
    signal,
  })
}

/** Gives a held task back; whatever keeps that from happening, its lease runs out by itself. */
export async function releaseTask(who: string, id: string): Promise<void> {
  try {
    await requestNothingAs(who, `${PATH}/tasks/${id}/release`, { method: 'POST' })
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
  }
}

/** One of the annotator's own tasks. Throws `RequestError`. */
export function readTask(who: string, id: string, signal?: AbortSignal): Promise<Task> {
  return requestAs(who, taskSchema, `${PATH}/tasks/${id}`, { signal })
}

/** The annotator's own tasks, the last changed first, after the task `cursor`. Throws `RequestError`. */
export function listOwnTasks(
  who: string,
  projectId: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<OwnTaskList> {
  const more = cursor === null ? '' : `&cursor=${cursor}`
  return requestAs(who, ownTaskListSchema, `${PATH}/projects/${projectId}/tasks?limit=50${more}`, { signal })
}

/** Keeps a draft on the server. Throws `RequestError`. */
export function sendDraft(who: string, taskId: string, answers: GivenAnswers): Promise<DraftSaved> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  return requestAs(who, draftSavedSchema, `${PATH}/tasks/${taskId}/draft`, { method: 'PUT', body: { answers }, signal })
}

/** The versions of a project's guidelines, newest first. Throws `RequestError`. */
export async function readGuidelines(
  who: string,
  projectId: string,
  signal: AbortSignal,
): Promise<readonly Guideline[]> {
  const path = `${PATH}/projects/${projectId}/guidelines`
  return (await requestAs(who, guidelineListSchema, path, { signal })).guidelines
}

/** The project as it is now. Throws `RequestError`. */
export function readProject(who: string, id: string, signal: AbortSignal): Promise<Project> {
  return requestAs(who, projectSchema, `${PATH}/projects/${id}`, { signal })
}

/** How far the annotator and the project are. Throws `RequestError`. */
export async function readDeskProgress(who: string, projectId: string, signal: AbortSignal): Promise<DeskProgress> {
  const path = `${PATH}/projects/${projectId}`
  const [progress, { queues }] = await Promise.all([
    requestAs(who, projectProgressSchema, `${path}/progress`, { signal }),
    requestAs(who, queueListSchema, `${path}/queues`, { signal }),
  ])
  return prepareDeskProgress(who, progress, queues)
}

/** Sends one entry of the outbox and says what came of it. */
export async function postEntry(entry: OutboxEntry): Promise<SendResult<TaskChanged | null>> {
  const { annotatorId, taskId, request } = entry
  try {
    const answer = await requestAs(annotatorId, taskChangedSchema, `${PATH}/tasks/${taskId}/${request.action}`, {
      method: 'POST',
      body: request.body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return { kind: 'taken', answer }
  } catch (error) {
    return classifyFailure(request.action, error)
  }
}

/** Codes for which everything of an annotator waits until somebody lets them in again. */
const BARRING = ['annotator-archived', 'annotator-unknown', 'role-not-allowed']
/** Statuses that say nothing about the request itself. */
const PASSING = [408, 421, 429, 499]

/** What a failed request of the outbox means: to be sent again, put aside, or without effect. */
export function classifyFailure(action: 'submit' | 'skip' | 'undo', error: unknown): SendResult<null> {
  if (!(error instanceof RequestError)) return { kind: 'unanswered', message: 'The server did not answer in time.' }
  const { code, status, message } = error
  if (BARRING.includes(code)) return { kind: 'barred', code, message }
  if (code === 'unreachable' || code === 'unreadable' || status === null || status >= 500 || PASSING.includes(status))
    return { kind: 'unanswered', message }
  // What was never taken needs no taking back.
  if (action === 'undo' && code === 'task-not-done') return { kind: 'taken', answer: null }
  return { kind: 'refused', code, message }
}
