import 'server-only'
import {
  type Backend,
  backendConfigSchema,
  type NewBackend,
  type ProbeResult,
  probeResultSchema,
} from '@/lib/core/backend'
import { BUILT_IN_BACKEND } from '@/lib/core/backend-kinds'
import { database, query, StoreError } from './database'
import type { BackendModel } from './generated/models'
import { createShortId, isId } from './short-id'

function toBackend(row: Omit<BackendModel, 'secret'>, hasSecret: boolean): Backend {
  return {
    ...backendConfigSchema.parse(row),
    hasSecret,
    probe: row.probe === null ? null : probeResultSchema.parse(row.probe),
    probedAt: row.probedAt?.toISOString() ?? null,
  }
}

async function listWithSecret(): Promise<ReadonlySet<string>> {
  const rows = await query<{ id: string }>('SELECT id FROM backend WHERE secret IS NOT NULL')
  return new Set(rows.map((row) => row.id))
}

/** Every backend without its secret: the built-in scorer first, then the others by age. */
export async function listBackends(): Promise<readonly Backend[]> {
  const [rows, withSecret] = await Promise.all([
    database().prisma.backend.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    listWithSecret(),
  ])
  return [BUILT_IN_BACKEND, ...rows.map((row) => toBackend(row, withSecret.has(row.id)))]
}

/** One backend without its secret. Throws `StoreError` (`backend-unknown`). */
export async function readBackend(id: string): Promise<Backend> {
  if (id === BUILT_IN_BACKEND.id) return BUILT_IN_BACKEND
  const row = isId(id) ? await database().prisma.backend.findUnique({ where: { id } }) : null
  if (!row)
    throw new StoreError(`There is no backend ${JSON.stringify(id)}: GET /api/v1/backends lists them`, {
      code: 'backend-unknown',
      status: 404,
      backend: id,
    })
  return toBackend(row, (await readBackendSecret(id)) !== null)
}

/** The bearer token of a backend, or `null`. Only the worker and the probe read it. */
export async function readBackendSecret(id: string): Promise<string | null> {
  const [row] = await query<{ secret: string | null }>('SELECT secret FROM backend WHERE id = $1', [id])
  return row?.secret ?? null
}

/** Requests a backend may get at once, over all processes. */
export async function readBackendSlots(id: string): Promise<number> {
  return (await readBackend(id)).settings.slots
}

/** Adds a backend and returns it. */
export async function createBackend(backend: NewBackend): Promise<Backend> {
  const row = await database().prisma.backend.create({ data: { id: createShortId(), ...backend } })
  return toBackend(row, backend.secret !== null)
}

/** Keeps what a probe found. Throws `StoreError` (`backend-unknown`). */
export async function saveProbe(id: string, probe: ProbeResult): Promise<Backend> {
  await database().prisma.backend.updateMany({ where: { id }, data: { probe, probedAt: new Date() } })
  return readBackend(id)
}

/**
 * Removes a backend and its secret; runs keep their frozen description. Throws `StoreError`: `backend-unknown`,
 * `backend-fixed` for the built-in scorer, `backend-in-use` while a run waits for it.
 */
export async function deleteBackend(id: string): Promise<void> {
  const backend = await readBackend(id)
  if (backend.kind === 'built-in')
    throw new StoreError('The built-in scorer cannot be removed', { code: 'backend-fixed', status: 409, backend: id })
  const [user] = await query<{ id: string }>(
    `SELECT id FROM run WHERE status IN ('queued', 'running') AND (policy_backend = $1 OR reference_backend = $1) LIMIT 1`,
    [id],
  )
  if (user)
    throw new StoreError(`Run ${user.id} uses this backend: cancel it first`, {
      code: 'backend-in-use',
      status: 409,
      backend: id,
      run: user.id,
    })
  await database().prisma.backend.deleteMany({ where: { id } })
}
