import 'server-only'
import type pg from 'pg'
import { z } from 'zod'
import type { Annotator } from '@/lib/core/annotation/annotator'
import { type Answers, answersSchema, givenAnswersSchema } from '@/lib/core/annotation/answer'
import { compareWithExpected } from '@/lib/core/annotation/expected'
import { queuePurposeSchema } from '@/lib/core/annotation/queue'
import { placeAnswer, placeAnswers, sidesSchema } from '@/lib/core/annotation/sides'
import { suggestionSchema, type Task, type TaskChanged, taskStateSchema } from '@/lib/core/annotation/task'
import { formatSigns } from '@/lib/core/direction'
import { exampleSchema } from '@/lib/core/example'
import { database, query, StoreError } from '../database'
import { isId } from '../short-id'
import type { TaskProject } from './task-project'

const rowSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  queue_id: z.string(),
  item_id: z.string(),
  annotator_id: z.string(),
  state: taskStateSchema,
  lease_until: z.date().nullable(),
  sides: sidesSchema,
  is_suggested: z.boolean(),
  skip_reason: z.string().nullable(),
  skip_note: z.string().nullable(),
  purpose: queuePurposeSchema,
  due_at: z.date().nullable(),
  hash: z.string(),
  example: exampleSchema,
  expected: answersSchema.nullable(),
  explanation: z.string().nullable(),
  suggestions: z.array(suggestionSchema),
  draft: givenAnswersSchema.nullable(),
  saved_at: z.date().nullable(),
  answers: answersSchema.nullable(),
  revision: z.int().nullable(),
})

/** A task with all that is shown, checked and recorded about it. */
export type TaskRow = z.output<typeof rowSchema>

const SELECT = `SELECT a.id, a.project_id, a.queue_id, a.item_id, a.annotator_id, a.state, a.lease_until, a.sides,
    a.is_suggested, a.skip_reason, a.skip_note, q.purpose, q.due_at, i.hash, i.example, i.expected, i.explanation,
    i.suggestions, d.answers AS draft, d.saved_at, n.answers, n.revision
  FROM annotation_assignment a
  JOIN annotation_item i ON i.id = a.item_id
  JOIN annotation_queue q ON q.id = a.queue_id
  LEFT JOIN annotation_draft d ON d.item_id = a.item_id AND d.annotator_id = a.annotator_id
  LEFT JOIN annotation n ON n.assignment_id = a.id`

/** The tasks that an annotator holds in a project, in the order in which they were taken. */
export async function listHeldTasks(projectId: string, annotatorId: string): Promise<readonly TaskRow[]> {
  const rows = await query(
    `${SELECT} WHERE a.project_id = $1 AND a.annotator_id = $2 AND a.state = 'leased' ORDER BY a.leased_at, a.id`,
    [projectId, annotatorId],
  )
  return rows.map((row) => rowSchema.parse(row))
}

function unknownTask(id: string): StoreError {
  return new StoreError(`There is no task ${JSON.stringify(id)}: POST /api/v1/projects/{id}/tasks hands them out`, {
    code: 'task-unknown',
    status: 404,
    task: id,
  })
}

/**
 * A task of the actor's own, read through the transaction's `client`. Throws `StoreError`: `task-unknown`,
 * `task-not-yours`.
 */
export async function readTaskRow(actor: Annotator, id: string, client?: pg.PoolClient): Promise<TaskRow> {
  const { rows } = isId(id) ? await (client ?? database().pool).query(`${SELECT} WHERE a.id = $1`, [id]) : { rows: [] }
  if (!rows[0]) throw unknownTask(id)
  const row = rowSchema.parse(rows[0])
  if (row.annotator_id !== actor.id)
    throw new StoreError(`Task ${id} is another annotator's: take your own from the project`, {
      code: 'task-not-yours',
      status: 403,
      task: id,
    })
  return row
}

/** Where a task belongs, for whoever locks it. Throws `StoreError` (`task-unknown`). */
export async function locateTask(id: string): Promise<{ readonly projectId: string; readonly itemId: string }> {
  const [row] = isId(id)
    ? await query<{ project_id: string; item_id: string }>(
        'SELECT project_id, item_id FROM annotation_assignment WHERE id = $1',
        [id],
      )
    : []
  if (!row) throw unknownTask(id)
  return { projectId: row.project_id, itemId: row.item_id }
}

/** Whether the annotator may see the suggestions now. */
function showsSuggestions(project: TaskProject, row: TaskRow): boolean {
  if (project.suggestions === 'never') return false
  return project.suggestions === 'before' || row.is_suggested
}

function placeSuggestions(row: TaskRow): Task['suggestions'] {
  return row.suggestions.map((suggestion) => ({ ...suggestion, answer: placeAnswer(suggestion.answer, row.sides) }))
}

/** A task as its annotator sees it. */
export function toTask(project: TaskProject, row: TaskRow): Task {
  const { example, sides } = row
  const [left, right] =
    sides === 'chosen-left' ? [example.chosen, example.rejected] : [example.rejected, example.chosen]
  const asksDirection = project.questions.some(({ kind }) => kind === 'verify' || kind === 'consistency')
  return {
    id: row.id,
    projectId: row.project_id,
    queueId: row.queue_id,
    itemId: row.item_id,
    state: row.state,
    isTraining: row.purpose === 'training',
    hash: project.isBlind ? null : row.hash,
    item: {
      prompt: example.prompt,
      left,
      right,
      direction: asksDirection && example.direction !== null ? formatSigns(example.direction) : null,
      demographics: example.demographics,
      ugc: example.ugc.map(({ prompt, comment }) => ({ prompt, comment })),
      pairs: example.pairs.map(({ prompt, chosen, rejected }) => ({ prompt, chosen, rejected })),
      profile: example.profile,
    },
    chosenSide: project.isBlind ? null : sides === 'chosen-left' ? 'left' : 'right',
    // Gold items must look like the work around them.
    dueAt: row.purpose === 'gold' ? null : (row.due_at?.toISOString() ?? null),
    leaseUntil: row.lease_until?.toISOString() ?? null,
    draft: row.draft && row.saved_at ? { answers: row.draft, savedAt: row.saved_at.toISOString() } : null,
    answers: row.answers && placeAnswers(row.answers, sides),
    revision: row.revision ?? 0,
    suggestions: showsSuggestions(project, row) ? placeSuggestions(row) : [],
    skipReason: row.skip_reason,
  }
}

/** What a submit, skip or undo is answered; a submit brings the suggestions and, in training, what was expected. */
export function toTaskChanged(project: TaskProject, row: TaskRow, answers: Answers | null): TaskChanged {
  const isTraining = row.purpose === 'training' && row.expected !== null && answers !== null
  return {
    id: row.id,
    state: row.state,
    revision: row.revision ?? 0,
    suggestions: answers !== null && project.suggestions !== 'never' ? placeSuggestions(row) : [],
    feedback:
      isTraining && row.expected
        ? {
            expected: placeAnswers(row.expected, row.sides),
            explanation: row.explanation ?? '',
            correct: compareWithExpected(project.questions, row.expected, answers),
          }
        : null,
    isRepeat: false,
  }
}
