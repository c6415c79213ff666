import 'server-only'
import { z } from 'zod'
import type { Annotator } from '@/lib/core/annotation/annotator'
import { answersSchema } from '@/lib/core/annotation/answer'
import {
  type Adjudicate,
  adjudicationSchema,
  type DisputedItemPage,
  type ItemDetail,
  itemAnnotationSchema,
} from '@/lib/core/annotation/reports'
import { suggestionSchema } from '@/lib/core/annotation/task'
import { exampleSchema } from '@/lib/core/example'
import { query, StoreError, transaction } from '../database'
import { isId } from '../short-id'
import { requireRole } from './annotators'
import { listItemEvents, recordEvent } from './events'
import { lockItem } from './item-locks'
import { readProject } from './projects'
import { requireAnswers } from './task-changes'

const PROMPT_CHARACTERS = 200

function unknownItem(id: string): StoreError {
  return new StoreError(`There is no annotation item ${JSON.stringify(id)}: its project lists those with answers`, {
    code: 'item-unknown',
    status: 404,
    item: id,
  })
}

interface DisputedRow {
  readonly id: string
  readonly queue_id: string
  readonly hash: string
  readonly example: unknown
  readonly answered: number
  readonly disagreement: number
  readonly is_adjudicated: boolean
}

/**
 * Items with two annotations or more, the most disputed first: at most `limit` after the item `cursor`, or from the start
 * for `null`, of a disagreement of `min` or more. Throws `StoreError`: `project-unknown`, `role-not-allowed`,
 * `item-unknown` for the cursor.
 */
export async function listDisputedItems(
  actor: Annotator,
  projectId: string,
  {
    cursor,
    limit,
    min,
    state,
  }: { cursor: string | null; limit: number; min: number; state: 'open' | 'decided' | 'all' },
): Promise<DisputedItemPage> {
  requireRole(actor, 'admin')
  await readProject(projectId)
  if (cursor !== null) await readItemRow(cursor)
  const rows = await query<DisputedRow>(
    `SELECT i.id, i.queue_id, i.hash, i.example, i.answered, i.disagreement, d.item_id IS NOT NULL AS is_adjudicated
     FROM annotation_item i LEFT JOIN annotation_adjudication d ON d.item_id = i.id
     WHERE i.project_id = $1 AND i.disagreement >= $2
       AND ($3 = 'all' OR (d.item_id IS NOT NULL) = ($3 = 'decided'))
       AND ($4::text IS NULL OR (i.disagreement, i.id) < (SELECT c.disagreement, c.id FROM annotation_item c WHERE c.id = $4))
     ORDER BY i.disagreement DESC, i.id DESC LIMIT $5`,
    [projectId, min, state, cursor, limit + 1],
  )
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    queueId: row.queue_id,
    hash: row.hash,
    prompt: exampleSchema.parse(row.example).prompt.slice(0, PROMPT_CHARACTERS),
    annotations: row.answered,
    disagreement: row.disagreement,
    isAdjudicated: row.is_adjudicated,
  }))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

const itemRowSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  queue_id: z.string(),
  hash: z.string(),
  example: exampleSchema,
  expected: answersSchema.nullable(),
  suggestions: z.array(suggestionSchema),
  disagreement: z.number().nullable(),
})

async function readItemRow(id: string): Promise<z.output<typeof itemRowSchema>> {
  const [row] = isId(id)
    ? await query(
        `SELECT id, project_id, queue_id, hash, example, expected, suggestions, disagreement
         FROM annotation_item WHERE id = $1`,
        [id],
      )
    : []
  if (!row) throw unknownItem(id)
  return itemRowSchema.parse(row)
}

async function listAnnotations(itemId: string): Promise<ItemDetail['annotations']> {
  const rows = await query(
    `SELECT a.id AS "taskId", a.annotator_id AS "annotatorId", p.name AS "annotatorName", n.answers,
       n.guideline_version AS "guidelineVersion", n.suggestions_shown AS "suggestionsShown", n.active_ms AS "activeMs",
       n.revision, n.origin, n.submitted_at AS "submittedAt"
     FROM annotation n JOIN annotation_assignment a ON a.id = n.assignment_id JOIN annotator p ON p.id = a.annotator_id
     WHERE a.item_id = $1 ORDER BY n.submitted_at, a.id`,
    [itemId],
  )
  return z
    .array(itemAnnotationSchema)
    .parse(rows.map((row) => ({ ...row, submittedAt: row.submittedAt.toISOString() })))
}

async function readAdjudication(itemId: string): Promise<ItemDetail['adjudication']> {
  const [row] = await query(
    `SELECT answers, reason, decided_by AS "decidedBy", revision, decided_at AS "decidedAt"
     FROM annotation_adjudication WHERE item_id = $1`,
    [itemId],
  )
  return row ? adjudicationSchema.parse({ ...row, decidedAt: row.decidedAt.toISOString() }) : null
}

/** An item with all its annotations side by side. Throws `StoreError`: `item-unknown`, `role-not-allowed`. */
export async function readItem(actor: Annotator, id: string): Promise<ItemDetail> {
  requireRole(actor, 'admin')
  const row = await readItemRow(id)
  const [annotations, skips, adjudication, events] = await Promise.all([
    listAnnotations(id),
    query<{ annotatorId: string; annotatorName: string; reason: string; note: unknown }>(
      `SELECT a.annotator_id AS "annotatorId", p.name AS "annotatorName", a.skip_reason AS reason, a.skip_note AS note
       FROM annotation_assignment a JOIN annotator p ON p.id = a.annotator_id
       WHERE a.item_id = $1 AND a.state = 'skipped' ORDER BY a.changed_at, a.id`,
      [id],
    ),
    readAdjudication(id),
    listItemEvents(id),
  ])
  return {
    id,
    projectId: row.project_id,
    queueId: row.queue_id,
    hash: row.hash,
    example: row.example,
    expected: row.expected,
    suggestions: row.suggestions,
    disagreement: row.disagreement,
    annotations,
    skips: skips.map((skip) => ({ ...skip, note: z.string().parse(skip.note) })),
    adjudication,
    events: [...events],
  }
}

/**
 * Decides an item, or decides it anew; what was decided before is in the events. Throws `StoreError`: `item-unknown`,
 * `role-not-allowed`, `answers-invalid`, `item-unanswered` for an item without annotations.
 */
export async function adjudicateItem(
  actor: Annotator,
  id: string,
  { answers, reason }: Adjudicate,
): Promise<ItemDetail> {
  requireRole(actor, 'admin')
  const item = await readItemRow(id)
  const project = await readProject(item.project_id)
  requireAnswers(project, answers, item.example.direction, true)
  await transaction(async (client) => {
    await lockItem(client, id)
    const { rows } = await client.query<{ answered: number; before: unknown; reason: unknown }>(
      `SELECT i.answered, d.answers AS before, d.reason FROM annotation_item i
       LEFT JOIN annotation_adjudication d ON d.item_id = i.id WHERE i.id = $1`,
      [id],
    )
    const [row] = rows
    if (!row || row.answered === 0)
      throw new StoreError(`Nobody has annotated item ${id}: there is nothing to decide`, {
        code: 'item-unanswered',
        status: 409,
        item: id,
      })
    await client.query(
      `INSERT INTO annotation_adjudication (item_id, project_id, answers, reason, decided_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (item_id) DO UPDATE SET answers = excluded.answers, reason = excluded.reason,
         decided_by = excluded.decided_by, revision = annotation_adjudication.revision + 1, decided_at = now()`,
      [id, project.id, JSON.stringify(answers), JSON.stringify(reason), actor.id],
    )
    await recordEvent(client, actor, {
      kind: 'adjudicated',
      projectId: project.id,
      itemId: id,
      ...(row.before === null ? {} : { before: { answers: row.before, reason: row.reason } }),
      after: { answers, reason },
    })
  })
  return readItem(actor, id)
}
