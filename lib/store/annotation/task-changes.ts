import 'server-only'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Annotator } from '@/lib/core/annotation/annotator'
import type { Answers, GivenAnswers } from '@/lib/core/annotation/answer'
import { checkAnswers } from '@/lib/core/annotation/check-answers'
import { placeAnswers, resolveAnswers } from '@/lib/core/annotation/sides'
import {
  type DraftSaved,
  type Skip,
  type Submit,
  type Task,
  type TaskChanged,
  taskChangedSchema,
} from '@/lib/core/annotation/task'
import { StoreError, transaction } from '../database'
import { requireRole } from './annotators'
import { recordEvent } from './events'
import { lockAnnotator, lockItem, recountAnswers, recountSeats } from './item-locks'
import { TASK_LEASE_MS } from './leases'
import { readTaskProject, type TaskProject } from './task-project'
import { locateTask, readTaskRow, type TaskRow, toTask, toTaskChanged } from './task-rows'

/** A task of the actor's own. Throws `StoreError`: `task-unknown`, `task-not-yours`. */
export async function readTask(actor: Annotator, id: string): Promise<Task> {
  const row = await readTaskRow(actor, id)
  return toTask(await readTaskProject(row.project_id), row)
}

interface Change {
  readonly client: pg.PoolClient
  readonly project: TaskProject
  readonly row: TaskRow
  readonly isFull: boolean
}

/** A transaction over one task, its annotator and its item locked. */
async function changeTask<Result>(
  actor: Annotator,
  id: string,
  work: (change: Change) => Promise<Result>,
  before?: (client: pg.PoolClient) => Promise<Result | null>,
): Promise<Result> {
  requireRole(actor, 'admin', 'annotator')
  const { projectId, itemId } = await locateTask(id)
  const project = await readTaskProject(projectId)
  return transaction(async (client) => {
    await lockAnnotator(client, actor.id)
    const earlier = await before?.(client)
    if (earlier) return earlier
    const { isFull } = await lockItem(client, itemId)
    return work({ client, project, row: await readTaskRow(actor, id, client), isFull })
  })
}

async function readReceipt(client: pg.PoolClient, actor: Annotator, key: string, requestHash: string) {
  const { rows } = await client.query<{ request_hash: string; response: unknown }>(
    'SELECT request_hash, response FROM annotation_receipt WHERE actor_id = $1 AND key = $2',
    [actor.id, key],
  )
  const receipt = rows[0]
  if (!receipt) return null
  if (receipt.request_hash !== requestHash)
    throw new StoreError(`The key ${key} was taken by another request: make a new one for each`, {
      code: 'key-reused',
      status: 409,
      key,
    })
  return { ...taskChangedSchema.parse(receipt.response), isRepeat: true }
}

/** The same with a key: what was taken before is answered as then, and nothing changes. */
async function changeOnce(
  actor: Annotator,
  id: string,
  action: string,
  body: { readonly key: string },
  work: (change: Change) => Promise<TaskChanged>,
): Promise<TaskChanged> {
  const { key } = body
  const requestHash = createHash('sha256')
    .update(JSON.stringify([id, action, body]))
    .digest('hex')
  const withReceipt = async (change: Change) => {
    const changed = await work(change)
    await change.client.query(
      'INSERT INTO annotation_receipt (actor_id, key, request_hash, response) VALUES ($1, $2, $3, $4)',
      [actor.id, key, requestHash, JSON.stringify(changed)],
    )
    return changed
  }
  return changeTask(actor, id, withReceipt, (client) => readReceipt(client, actor, key, requestHash))
}

function refuseState(row: TaskRow, code: string, advice: string): never {
  throw new StoreError(`Task ${row.id} is ${row.state}: ${advice}`, { code, status: 409, task: row.id, is: row.state })
}

/** Throws `StoreError` (`answers-invalid`) with the first fault in its message and all of them as `issues`. */
export function requireAnswers(
  project: TaskProject,
  answers: Answers | GivenAnswers,
  direction: TaskRow['example']['direction'],
  isDraft: boolean,
): void {
  const issues = checkAnswers(project.questions, answers, direction, isDraft)
  const [first] = issues
  if (!first) return
  throw new StoreError(`The answers do not fit the questions. ${first.path}: ${first.message}`, {
    code: 'answers-invalid',
    status: 422,
    issues: issues.slice(0, 100),
    issueCount: issues.length,
  })
}

async function setState(client: pg.PoolClient, row: TaskRow, state: string, more = '', params: unknown[] = []) {
  await client.query(
    `UPDATE annotation_assignment SET state = $2, changed_at = clock_timestamp() ${more} WHERE id = $1`,
    [row.id, state, ...params],
  )
  await recountSeats(client, [row.item_id])
}

/**
 * Keeps a draft and renews the lease; a task that is done or skipped keeps its answers beside it. Throws `StoreError`:
 * `task-unknown`, `task-not-yours`, `answers-invalid`, `role-not-allowed`.
 */
export function saveDraft(actor: Annotator, id: string, answers: GivenAnswers): Promise<DraftSaved> {
  return changeTask(actor, id, async ({ client, project, row }) => {
    requireAnswers(project, answers, row.example.direction, true)
    const savedAt = await writeDraft(client, row, answers)
    const { rows } = await client.query<{ lease_until: Date }>(
      `UPDATE annotation_assignment SET lease_until = now() + make_interval(secs => $2)
       WHERE id = $1 AND state = 'leased' RETURNING lease_until`,
      [id, TASK_LEASE_MS / 1000],
    )
    return { savedAt: savedAt.toISOString(), leaseUntil: rows[0]?.lease_until.toISOString() ?? null }
  })
}

async function writeDraft(client: pg.PoolClient, row: TaskRow, answers: GivenAnswers): Promise<Date> {
  const { rows } = await client.query<{ saved_at: Date }>(
    `INSERT INTO annotation_draft (item_id, annotator_id, answers, saved_at) VALUES ($1, $2, $3, clock_timestamp())
     ON CONFLICT (item_id, annotator_id) DO UPDATE SET answers = excluded.answers, saved_at = excluded.saved_at
     RETURNING saved_at`,
    [row.item_id, row.annotator_id, JSON.stringify(answers)],
  )
  return rows[0]?.saved_at ?? new Date(0)
}

/** When the suggestions were seen, for the record of these answers. */
function suggestionsShown(project: TaskProject, row: TaskRow): 'none' | 'before' | 'after' {
  if (row.suggestions.length === 0) return 'none'
  if (row.is_suggested) return 'before'
  return project.suggestions === 'after' ? 'after' : 'none'
}

/**
 * Takes the answers to a task, or revises them. A lease that ran out loses nothing: where others have taken the item
 * meanwhile, this is one annotation more than the overlap. Throws `StoreError`: `task-unknown`, `task-not-yours`,
 * `task-skipped`, `answers-invalid`, `key-reused`, `role-not-allowed`.
 */
export function submitTask(actor: Annotator, id: string, body: Submit): Promise<TaskChanged> {
  return changeOnce(actor, id, 'submit', body, async ({ client, project, row, isFull }) => {
    if (row.state === 'skipped') refuseState(row, 'task-skipped', 'undo the skip first')
    requireAnswers(project, body.answers, row.example.direction, false)
    const answers = resolveAnswers(body.answers, row.sides)
    const shown = suggestionsShown(project, row)
    const { rows } = await client.query<{ revision: number }>(
      `INSERT INTO annotation (assignment_id, answers, guideline_version, suggestions_shown, active_ms, elapsed_ms, submitted_at)
       SELECT a.id, $2, $3, $4, $5, extract(epoch FROM clock_timestamp() - a.leased_at) * 1000, clock_timestamp()
       FROM annotation_assignment a WHERE a.id = $1
       ON CONFLICT (assignment_id) DO UPDATE SET answers = excluded.answers, revision = annotation.revision + 1,
         guideline_version = excluded.guideline_version, suggestions_shown = excluded.suggestions_shown,
         active_ms = coalesce(excluded.active_ms, annotation.active_ms), submitted_at = excluded.submitted_at
       RETURNING revision`,
      [id, JSON.stringify(answers), project.guidelines.version, shown, body.activeMs],
    )
    const isExtra = row.state === 'expired' && isFull
    const isSuggested = row.is_suggested || (project.suggestions !== 'never' && row.suggestions.length > 0)
    await setState(client, row, 'done', ', lease_until = NULL, is_extra = is_extra OR $3, is_suggested = $4', [
      isExtra,
      isSuggested,
    ])
    await client.query('DELETE FROM annotation_draft WHERE item_id = $1 AND annotator_id = $2', [row.item_id, actor.id])
    await recountAnswers(client, project.questions, row.item_id, row.example.direction)
    await recordEvent(client, actor, {
      kind: row.answers ? 'revised' : 'submitted',
      projectId: project.id,
      itemId: row.item_id,
      ...(row.answers ? { before: { answers: row.answers } } : {}),
      after: { answers, suggestionsShown: shown, guidelineVersion: project.guidelines.version },
    })
    return toTaskChanged(project, { ...row, state: 'done', revision: rows[0]?.revision ?? 1 }, answers)
  })
}

/**
 * Lets an item go for good, with a reason; another annotator gets its seat. The draft stays. Throws `StoreError`:
 * `task-unknown`, `task-not-yours`, `task-done`, `task-skipped`, `key-reused`, `role-not-allowed`.
 */
export function skipTask(actor: Annotator, id: string, body: Skip): Promise<TaskChanged> {
  return changeOnce(actor, id, 'skip', body, async ({ client, project, row }) => {
    if (row.state === 'done') refuseState(row, 'task-done', 'undo the submit first')
    if (row.state === 'skipped') refuseState(row, 'task-skipped', 'there is nothing left to skip')
    const { reason, note } = body
    await setState(client, row, 'skipped', ', lease_until = NULL, skip_reason = $3, skip_note = $4', [
      reason,
      JSON.stringify(note),
    ])
    const after = { reason, note }
    await recordEvent(client, actor, { kind: 'skipped', projectId: project.id, itemId: row.item_id, after })
    return toTaskChanged(project, { ...row, state: 'skipped' }, null)
  })
}

/**
 * Takes a submit or a skip back: the task is the annotator's again, with the answers as a draft. Throws `StoreError`:
 * `task-unknown`, `task-not-yours`, `task-not-done`, `key-reused`, `role-not-allowed`.
 */
export function undoTask(actor: Annotator, id: string, body: { readonly key: string }): Promise<TaskChanged> {
  return changeOnce(actor, id, 'undo', body, async ({ client, project, row, isFull }) => {
    if (row.state !== 'done' && row.state !== 'skipped')
      refuseState(row, 'task-not-done', 'there is no submit or skip to take back')
    const before = row.state === 'done' ? { answers: row.answers } : { reason: row.skip_reason, note: row.skip_note }
    if (row.answers) {
      await writeDraft(client, row, placeAnswers(row.answers, row.sides))
      await client.query('DELETE FROM annotation WHERE assignment_id = $1', [id])
    }
    await setState(
      client,
      row,
      'leased',
      `, lease_until = now() + make_interval(secs => $3), is_extra = is_extra OR $4, skip_reason = NULL, skip_note = NULL`,
      [TASK_LEASE_MS / 1000, row.state === 'skipped' && isFull],
    )
    await recountAnswers(client, project.questions, row.item_id, row.example.direction)
    await recordEvent(client, actor, { kind: 'undone', projectId: project.id, itemId: row.item_id, before })
    return toTaskChanged(project, { ...row, state: 'leased', revision: 0 }, null)
  })
}

/**
 * Gives a leased task back before its time; its draft stays, and the item may come again. Throws `StoreError`:
 * `task-unknown`, `task-not-yours`, `task-not-leased`, `role-not-allowed`.
 */
export function releaseTask(actor: Annotator, id: string): Promise<void> {
  return changeTask(actor, id, async ({ client, row }) => {
    if (row.state !== 'leased') refuseState(row, 'task-not-leased', 'only a leased task can be given back')
    await setState(client, row, 'expired', ', lease_until = NULL')
  })
}
