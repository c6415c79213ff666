import 'server-only'
import type pg from 'pg'
import type { AnnotationEvent, EventKind } from '@/lib/core/annotation/event'
import { query } from '../database'

/** A change to record: `before` and `after` are what can be read of it, absent where there is none. */
interface Change {
  readonly kind: EventKind
  readonly projectId?: string
  readonly itemId?: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Records a change in the transaction that makes it. */
export async function recordEvent(
  client: pg.PoolClient,
  actor: { readonly id: string },
  change: Change,
): Promise<void> {
  const toJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  await client.query(
    `INSERT INTO annotation_event (project_id, item_id, actor_id, kind, before, after) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      change.projectId ?? null,
      change.itemId ?? null,
      actor.id,
      change.kind,
      toJson(change.before),
      toJson(change.after),
    ],
  )
}

interface Row {
  readonly id: string
  readonly item_id: string | null
  readonly actor_id: string
  readonly actor_name: string
  readonly kind: EventKind
  readonly before: unknown
  readonly after: unknown
  readonly at: Date
}

function toEvent(row: Row): AnnotationEvent {
  return {
    id: Number(row.id),
    itemId: row.item_id,
    actorId: row.actor_id,
    actorName: row.actor_name,
    kind: row.kind,
    before: row.before ?? null,
    after: row.after ?? null,
    at: row.at.toISOString(),
  }
}

const SELECT = `SELECT e.id, e.item_id, e.actor_id, a.name AS actor_name, e.kind, e.before, e.after, e.at
  FROM annotation_event e JOIN annotator a ON a.id = e.actor_id`

/** Changes of a project, newest first: at most `limit` before the event `cursor`, or the newest for `null`. */
export async function listEvents(
  projectId: string,
  cursor: number | null,
  limit: number,
): Promise<{ readonly events: readonly AnnotationEvent[]; readonly next: number | null }> {
  const rows = await query<Row>(
    `${SELECT} WHERE e.project_id = $1 AND ($2::bigint IS NULL OR e.id < $2) ORDER BY e.id DESC LIMIT $3`,
    [projectId, cursor, limit + 1],
  )
  const events = rows.slice(0, limit).map(toEvent)
  return { events, next: rows.length > limit ? (events.at(-1)?.id ?? null) : null }
}

/** Every change of one item, oldest first. */
export async function listItemEvents(itemId: string): Promise<readonly AnnotationEvent[]> {
  return (await query<Row>(`${SELECT} WHERE e.item_id = $1 ORDER BY e.id`, [itemId])).map(toEvent)
}
