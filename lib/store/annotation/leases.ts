import 'server-only'
import type pg from 'pg'
import type { Annotator } from '@/lib/core/annotation/annotator'
import { queueConfigSchema } from '@/lib/core/annotation/queue'
import { drawSides } from '@/lib/core/annotation/sides'
import type { Shortage, TasksTaken } from '@/lib/core/annotation/task'
import { database, query, transaction } from '../database'
import { createShortId } from '../short-id'
import { requireRole } from './annotators'
import { lockAnnotator, recountSeats } from './item-locks'
import { readTaskProject, type TaskProject } from './task-project'
import { listHeldTasks, toTask } from './task-rows'

/** How long a task is kept for its annotator after the last sign of life, in milliseconds. */
export const TASK_LEASE_MS = 30 * 60_000

/** An open queue with what the annotator has of it. */
interface OpenQueue {
  readonly id: string
  readonly purpose: string
  readonly config: unknown
  readonly share: number | null
  readonly gold_every: number
  readonly held: number
  /** Work that the annotator took since the last item of this queue. */
  readonly since: number
}

/** Leases of others in the project ($1, but $2) that ran out. */
const STALE = `project_id = $1 AND annotator_id <> $2 AND state = 'leased' AND lease_until < now()`

async function hasStaleLeases(projectId: string, annotatorId: string): Promise<boolean> {
  const rows = await query(`SELECT 1 FROM annotation_assignment WHERE ${STALE} LIMIT 1`, [projectId, annotatorId])
  return rows.length > 0
}

/** Items whose lease ran out go back; their drafts stay. Those that somebody works on this moment are left to the next call. */
async function expireLeases(client: pg.PoolClient, projectId: string, annotatorId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM annotation_item WHERE id IN (SELECT item_id FROM annotation_assignment WHERE ${STALE})
     ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`,
    [projectId, annotatorId],
  )
  if (rows.length === 0) return
  const ids = rows.map((row) => row.id)
  await client.query(
    `UPDATE annotation_assignment SET state = 'expired', lease_until = NULL, changed_at = now()
     WHERE ${STALE} AND item_id = ANY($3::text[])`,
    [projectId, annotatorId, ids],
  )
  await recountSeats(client, ids)
}

async function renewLeases(projectId: string, annotatorId: string, leaseMs: number): Promise<void> {
  await query(
    `UPDATE annotation_assignment SET lease_until = now() + make_interval(secs => $3)
     WHERE project_id = $1 AND annotator_id = $2 AND state = 'leased'`,
    [projectId, annotatorId, leaseMs / 1000],
  )
}

async function countHeld(client: pg.PoolClient | pg.Pool, projectId: string, annotatorId: string): Promise<number> {
  const { rows } = await client.query<{ held: number }>(
    `SELECT count(*)::int AS held FROM annotation_assignment
     WHERE project_id = $1 AND annotator_id = $2 AND state = 'leased'`,
    [projectId, annotatorId],
  )
  return rows[0]?.held ?? 0
}

async function listOpenQueues(client: pg.PoolClient, projectId: string, annotatorId: string) {
  const { rows } = await client.query<OpenQueue>(
    `SELECT q.id, q.purpose, q.config, q.share, q.gold_every,
       (SELECT count(*)::int FROM annotation_assignment a
        WHERE a.queue_id = q.id AND a.annotator_id = $2 AND a.state IN ('leased', 'done')) AS held,
       (SELECT count(*)::int FROM annotation_assignment a JOIN annotation_queue w ON w.id = a.queue_id
        WHERE q.purpose = 'gold' AND a.project_id = $1 AND a.annotator_id = $2 AND w.purpose = 'work'
          AND a.state IN ('leased', 'done') AND a.leased_at > coalesce(
            (SELECT max(g.leased_at) FROM annotation_assignment g WHERE g.queue_id = q.id AND g.annotator_id = $2),
            '-infinity')) AS since
     FROM annotation_queue q WHERE q.project_id = $1 AND q.status = 'open'
     ORDER BY q.due_at NULLS LAST, q.created_at, q.id`,
    [projectId, annotatorId],
  )
  const of = (purpose: string) => rows.filter((queue) => queue.purpose === purpose)
  const dueGold = of('gold').filter((queue) => queue.since >= queue.gold_every - 1)
  const work = of('work').filter((queue) => queue.share === null || queue.held < queue.share)
  return {
    order: [...of('training'), ...dueGold, ...work],
    open: rows.length,
    isShareUsed: work.length < of('work').length,
  }
}

/** Locks the first item of a queue that the annotator may have. One that is being changed is passed over, or waited for. */
async function pickItem(client: pg.PoolClient, queueId: string, annotatorId: string, onBusy: 'SKIP LOCKED' | '') {
  const { rows } = await client.query<{ id: string; hash: string }>(
    `SELECT i.id, i.hash FROM annotation_item i
     WHERE i.queue_id = $1 AND NOT i.is_full AND i.place IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM annotation_assignment a
       WHERE a.item_id = i.id AND a.annotator_id = $2 AND a.state <> 'expired')
     ORDER BY i.place LIMIT 1 FOR NO KEY UPDATE OF i ${onBusy}`,
    [queueId, annotatorId],
  )
  return rows[0] ?? null
}

async function leaseItem(
  client: pg.PoolClient,
  project: TaskProject,
  queue: OpenQueue,
  item: { readonly id: string; readonly hash: string },
  annotatorId: string,
  leaseMs: number,
): Promise<void> {
  const sides = project.isBlind
    ? drawSides(queueConfigSchema.parse(queue.config).seed, item.hash, annotatorId)
    : 'chosen-left'
  await client.query(
    `INSERT INTO annotation_assignment (id, item_id, project_id, queue_id, annotator_id, state, sides, lease_until, leased_at)
     VALUES ($1, $2, $3, $4, $5, 'leased', $6, now() + make_interval(secs => $7), clock_timestamp())
     ON CONFLICT (item_id, annotator_id) DO UPDATE SET state = 'leased', lease_until = excluded.lease_until,
       changed_at = now()`,
    [createShortId(), item.id, project.id, queue.id, annotatorId, sides, leaseMs / 1000],
  )
  await recountSeats(client, [item.id])
}

/** Leases one more item, or says why there is none. */
async function leaseNext(
  client: pg.PoolClient,
  project: TaskProject,
  annotatorId: string,
  leaseMs: number,
): Promise<Shortage | null> {
  if (project.status === 'closed') return 'nothing-open'
  const { order, open, isShareUsed } = await listOpenQueues(client, project.id, annotatorId)
  for (const onBusy of ['SKIP LOCKED', ''] as const)
    for (const queue of order) {
      const item = await pickItem(client, queue.id, annotatorId, onBusy)
      if (!item) continue
      await leaseItem(client, project, queue, item, annotatorId, leaseMs)
      return null
    }
  if (open === 0) return 'nothing-open'
  const held = await isHeldByOthers(client, project.id, annotatorId)
  return held ? 'held-by-others' : isShareUsed ? 'share-used' : 'all-done'
}

/** Whether the annotator could still get an item that others hold now, if they let it go. */
async function isHeldByOthers(client: pg.PoolClient, projectId: string, annotatorId: string): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM annotation_assignment o JOIN annotation_queue q ON q.id = o.queue_id AND q.purpose = 'work'
     WHERE o.project_id = $1 AND o.state = 'leased' AND o.annotator_id <> $2 AND q.status = 'open'
       AND (q.share IS NULL OR q.share > (SELECT count(*) FROM annotation_assignment s
         WHERE s.queue_id = q.id AND s.annotator_id = $2 AND s.state IN ('leased', 'done')))
       AND NOT EXISTS (SELECT 1 FROM annotation_assignment a
         WHERE a.item_id = o.item_id AND a.annotator_id = $2 AND a.state <> 'expired') LIMIT 1`,
    [projectId, annotatorId],
  )
  return rows.length > 0
}

/**
 * Brings an annotator's tasks in a project up to `count`, renews the leases of all of them and returns them: training
 * items first, then work, with gold items among it, by due date and then by age of the queue. No more annotators hold or
 * have done an item of work than its overlap. Throws `StoreError`: `project-unknown`, `role-not-allowed`.
 */
export async function takeTasks(
  actor: Annotator,
  projectId: string,
  count: number,
  leaseMs: number = TASK_LEASE_MS,
): Promise<TasksTaken> {
  requireRole(actor, 'admin', 'annotator')
  const project = await readTaskProject(projectId)
  if (await hasStaleLeases(projectId, actor.id))
    await transaction((client) => expireLeases(client, projectId, actor.id))
  let shortage: Shortage | null = null
  let held = await countHeld(database().pool, projectId, actor.id)
  while (held < count && shortage === null) {
    const more = await leaseOneMore(project, actor.id, count, leaseMs)
    held = more.held
    shortage = more.shortage
  }
  await renewLeases(projectId, actor.id, leaseMs)
  if (project.suggestions === 'before') await markSuggested(projectId, actor.id)
  const tasks = await listHeldTasks(projectId, actor.id)
  return { tasks: tasks.map((row) => toTask(project, row)), shortage, guidelineVersion: project.guidelines.version }
}

// A transaction for each item: one that holds an item must not wait for another.
function leaseOneMore(project: TaskProject, annotatorId: string, count: number, leaseMs: number) {
  return transaction(async (client) => {
    await lockAnnotator(client, annotatorId)
    const held = await countHeld(client, project.id, annotatorId)
    if (held >= count) return { held, shortage: null }
    const shortage = await leaseNext(client, project, annotatorId, leaseMs)
    return { held: held + (shortage === null ? 1 : 0), shortage }
  })
}

async function markSuggested(projectId: string, annotatorId: string): Promise<void> {
  await query(
    `UPDATE annotation_assignment a SET is_suggested = true FROM annotation_item i
     WHERE i.id = a.item_id AND a.project_id = $1 AND a.annotator_id = $2 AND a.state = 'leased'
       AND NOT a.is_suggested AND i.suggestions::text <> '[]'`,
    [projectId, annotatorId],
  )
}
