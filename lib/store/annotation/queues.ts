import 'server-only'
import type { Annotator } from '@/lib/core/annotation/annotator'
import {
  type NewQueue,
  type Queue,
  type QueueChange,
  queueConfigSchema,
  queuePurposeSchema,
  queueSchema,
} from '@/lib/core/annotation/queue'
import { query, StoreError, transaction } from '../database'
import { readRun } from '../runs'
import { createShortId, isId } from '../short-id'
import { requireRole } from './annotators'
import { recordEvent } from './events'
import { readProject } from './projects'

interface Row {
  readonly id: string
  readonly project_id: string
  readonly name: string
  readonly purpose: string
  readonly status: string
  readonly config: unknown
  readonly overlap: number
  readonly share: number | null
  readonly gold_every: number
  readonly due_at: Date | null
  readonly items: number
  readonly created_at: Date
  readonly opened_at: Date | null
}

const SELECT = `SELECT q.id, q.project_id, q.name, q.purpose, q.status, q.config, q.overlap, q.share, q.gold_every,
    q.due_at, q.created_at, q.opened_at,
    (SELECT count(*)::int FROM annotation_item i WHERE i.queue_id = q.id) AS items
  FROM annotation_queue q`

function toQueue(row: Row): Queue {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    purpose: queuePurposeSchema.parse(row.purpose),
    status: queueSchema.shape.status.parse(row.status),
    config: queueConfigSchema.parse(row.config),
    overlap: row.overlap,
    share: row.share,
    goldEvery: row.gold_every,
    dueAt: row.due_at?.toISOString() ?? null,
    items: row.items,
    createdAt: row.created_at.toISOString(),
    openedAt: row.opened_at?.toISOString() ?? null,
  }
}

/** The error for a queue that is not there. */
export function unknownQueue(id: string): StoreError {
  return new StoreError(`There is no annotation queue ${JSON.stringify(id)}: a project lists its own`, {
    code: 'queue-unknown',
    status: 404,
    queue: id,
  })
}

/** The queues of a project, oldest first. Throws `StoreError` (`project-unknown`). */
export async function listQueues(projectId: string): Promise<readonly Queue[]> {
  await readProject(projectId)
  return (await query<Row>(`${SELECT} WHERE q.project_id = $1 ORDER BY q.created_at, q.id`, [projectId])).map(toQueue)
}

/** One queue. Throws `StoreError` (`queue-unknown`). */
export async function readQueue(id: string): Promise<Queue> {
  const [row] = isId(id) ? await query<Row>(`${SELECT} WHERE q.id = $1`, [id]) : []
  if (!row) throw unknownQueue(id)
  return toQueue(row)
}

/**
 * Makes a queue that collects items. Throws `StoreError`: `project-unknown`, `role-not-allowed`, and `run-unknown` for a
 * run to take suggestions from.
 */
export async function createQueue(actor: Annotator, projectId: string, queue: NewQueue): Promise<Queue> {
  requireRole(actor, 'admin')
  await readProject(projectId)
  if (queue.config.suggest.runId !== null) await readRun(queue.config.suggest.runId)
  const id = createShortId()
  await transaction(async (client) => {
    await client.query(
      `INSERT INTO annotation_queue (id, project_id, name, purpose, config, overlap, share, gold_every, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        projectId,
        queue.name,
        queue.purpose,
        JSON.stringify(queue.config),
        queue.overlap,
        queue.share,
        queue.goldEvery,
        queue.dueAt,
      ],
    )
    await recordEvent(client, actor, { kind: 'queue-created', projectId, after: { id, ...queue } })
  })
  return readQueue(id)
}

/**
 * Changes a queue; what is leased already stays. Throws `StoreError`: `queue-unknown`, `role-not-allowed`,
 * `queue-collecting` where its status is to change before it was opened.
 */
export async function changeQueue(actor: Annotator, id: string, change: QueueChange): Promise<Queue> {
  requireRole(actor, 'admin')
  const before = await readQueue(id)
  if (change.status && before.status === 'collecting')
    throw new StoreError(`Queue ${id} still collects items: open it first`, {
      code: 'queue-collecting',
      status: 409,
      queue: id,
    })
  await transaction(async (client) => {
    await client.query(
      `UPDATE annotation_queue SET name = coalesce($2, name), status = coalesce($3, status),
         share = CASE WHEN $4 THEN $5::int ELSE share END, gold_every = coalesce($6, gold_every),
         due_at = CASE WHEN $7 THEN $8::timestamptz ELSE due_at END
       WHERE id = $1`,
      [
        id,
        change.name ?? null,
        change.status ?? null,
        change.share !== undefined,
        change.share ?? null,
        change.goldEvery ?? null,
        change.dueAt !== undefined,
        change.dueAt ?? null,
      ],
    )
    const { name, status, share, goldEvery, dueAt } = before
    const old = { name, status, share, goldEvery, dueAt }
    const changed = { id, ...Object.fromEntries(Object.entries(old).filter(([key]) => key in change)) }
    const after = { id, ...change }
    await recordEvent(client, actor, { kind: 'queue-changed', projectId: before.projectId, before: changed, after })
  })
  return readQueue(id)
}
