import 'server-only'
import type pg from 'pg'
import {
  type Annotator,
  type AnnotatorChange,
  type AnnotatorRole,
  annotatorRoleSchema,
  type NewAnnotator,
} from '@/lib/core/annotation/annotator'
import { LOCAL_ANNOTATOR } from '@/lib/core/annotation/local-annotator'
import { query, StoreError, transaction } from '../database'
import { createShortId, isId } from '../short-id'
import { recordEvent } from './events'

interface Row {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly archived_at: Date | null
  readonly created_at: Date
}

const COLUMNS = 'id, name, role, archived_at, created_at'

function toAnnotator(row: Row): Annotator {
  return {
    id: row.id,
    name: row.name,
    role: annotatorRoleSchema.parse(row.role),
    isArchived: row.archived_at !== null,
    createdAt: row.created_at.toISOString(),
  }
}

function unknownAnnotator(id: string): StoreError {
  return new StoreError(`There is no annotator ${JSON.stringify(id)}: GET /api/v1/annotators lists them`, {
    code: 'annotator-unknown',
    status: 404,
    annotator: id,
  })
}

async function readAnnotator(id: string): Promise<Annotator> {
  const [row] = isId(id) ? await query<Row>(`SELECT ${COLUMNS} FROM annotator WHERE id = $1`, [id]) : []
  if (!row) throw unknownAnnotator(id)
  return toAnnotator(row)
}

/**
 * Who a request is made by: the annotator of that id, or the local administrator for `null`. Throws `StoreError`:
 * `annotator-unknown`, `annotator-archived`.
 */
export async function readActor(id: string | null): Promise<Annotator> {
  const annotator = await readAnnotator(id ?? LOCAL_ANNOTATOR)
  if (annotator.isArchived)
    throw new StoreError(`${annotator.name} is archived and can do nothing more: choose another annotator`, {
      code: 'annotator-archived',
      status: 403,
      annotator: annotator.id,
    })
  return annotator
}

/** Throws `StoreError` (`role-not-allowed`) unless the actor has one of the roles. */
export function requireRole(actor: Annotator, ...allowed: readonly AnnotatorRole[]): void {
  if (allowed.includes(actor.role)) return
  throw new StoreError(`${actor.name} is ${actor.role}; this needs ${allowed.join(' or ')}`, {
    code: 'role-not-allowed',
    status: 403,
    role: actor.role,
  })
}

/** Every annotator, the oldest first, archived ones included. */
export async function listAnnotators(): Promise<readonly Annotator[]> {
  return (await query<Row>(`SELECT ${COLUMNS} FROM annotator ORDER BY created_at, id`)).map(toAnnotator)
}

/** Adds an annotator. Throws `StoreError` (`role-not-allowed`). */
export async function createAnnotator(actor: Annotator, { name, role }: NewAnnotator): Promise<Annotator> {
  requireRole(actor, 'admin')
  return transaction((client) => insertAnnotator(client, actor, createShortId(), name, role))
}

/** Adds an annotator inside a transaction. */
export async function insertAnnotator(
  client: pg.PoolClient,
  actor: Annotator,
  id: string,
  name: string,
  role: AnnotatorRole,
): Promise<Annotator> {
  const { rows } = await client.query<Row>(
    `INSERT INTO annotator (id, name, role) VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
    [id, name, role],
  )
  const created = rows.map(toAnnotator)[0]
  if (!created) throw unknownAnnotator(id)
  await recordEvent(client, actor, { kind: 'annotator-created', after: created })
  return created
}

/**
 * Renames, archives or gives another role. Throws `StoreError`: `annotator-unknown`, `role-not-allowed`,
 * `annotator-fixed` for the role and the archiving of the local administrator.
 */
export async function changeAnnotator(actor: Annotator, id: string, change: AnnotatorChange): Promise<Annotator> {
  requireRole(actor, 'admin')
  const before = await readAnnotator(id)
  if (id === LOCAL_ANNOTATOR && (change.role !== undefined || change.isArchived !== undefined))
    throw new StoreError('The local administrator keeps its role and cannot be archived', {
      code: 'annotator-fixed',
      status: 409,
      annotator: id,
    })
  return transaction(async (client) => {
    const { rows } = await client.query<Row>(
      `UPDATE annotator SET name = coalesce($2, name), role = coalesce($3, role), archived_at = CASE
         WHEN $4::boolean IS NULL THEN archived_at WHEN $4 THEN coalesce(archived_at, now()) END
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, change.name ?? null, change.role ?? null, change.isArchived ?? null],
    )
    const after = rows.map(toAnnotator)[0]
    if (!after) throw unknownAnnotator(id)
    await recordEvent(client, actor, { kind: 'annotator-changed', before, after })
    return after
  })
}
