import 'server-only'
import type { Annotator } from '@/lib/core/annotation/annotator'
import { type OwnTaskList, taskStateSchema } from '@/lib/core/annotation/task'
import { exampleSchema } from '@/lib/core/example'
import { query } from '../database'
import { readProject } from './projects'
import { readTaskRow } from './task-rows'

const PROMPT_CHARACTERS = 200

interface Row {
  readonly id: string
  readonly item_id: string
  readonly queue_id: string
  readonly state: string
  readonly revision: number
  readonly skip_reason: string | null
  readonly example: unknown
  readonly changed_at: Date
  readonly has_draft: boolean
}

/**
 * The actor's tasks in a project, the last changed first: at most `limit` after the task `cursor`, or from the start for
 * `null`. Throws `StoreError`: `project-unknown`, and for the cursor `task-unknown`, `task-not-yours`.
 */
export async function listOwnTasks(
  actor: Annotator,
  projectId: string,
  cursor: string | null,
  limit: number,
): Promise<OwnTaskList> {
  await readProject(projectId)
  if (cursor !== null) await readTaskRow(actor, cursor)
  const rows = await query<Row>(
    `SELECT a.id, a.item_id, a.queue_id, a.state, coalesce(n.revision, 0) AS revision, a.skip_reason,
       i.example, a.changed_at, d.item_id IS NOT NULL AS has_draft
     FROM annotation_assignment a
     JOIN annotation_item i ON i.id = a.item_id
     LEFT JOIN annotation n ON n.assignment_id = a.id
     LEFT JOIN annotation_draft d ON d.item_id = a.item_id AND d.annotator_id = a.annotator_id
     WHERE a.project_id = $1 AND a.annotator_id = $2 AND ($3::text IS NULL OR (a.changed_at, a.id) <
       (SELECT c.changed_at, c.id FROM annotation_assignment c WHERE c.id = $3))
     ORDER BY a.changed_at DESC, a.id DESC LIMIT $4`,
    [projectId, actor.id, cursor, limit + 1],
  )
  const tasks = rows.slice(0, limit).map((row) => ({
    id: row.id,
    itemId: row.item_id,
    queueId: row.queue_id,
    state: taskStateSchema.parse(row.state),
    revision: row.revision,
    skipReason: row.skip_reason,
    // In SQL, U+0000 anywhere in the example would be an error.
    prompt: exampleSchema.parse(row.example).prompt.slice(0, PROMPT_CHARACTERS),
    changedAt: row.changed_at.toISOString(),
    hasDraft: row.has_draft,
  }))
  return { tasks, next: rows.length > limit ? (tasks.at(-1)?.id ?? null) : null }
}
