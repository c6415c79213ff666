import 'server-only'
import type pg from 'pg'
import { backendConfigSchema } from '@/lib/core/backend'
import { ROLES } from '@/lib/core/conditions'
import { createRandom, derange, deriveSeed } from '@/lib/core/random'
import { type Role, type RunConfig, runConfigSchema } from '@/lib/core/run'
import { type RunStatus, runStatusSchema } from '@/lib/core/run-report'
import { UNIT_SIZE } from '@/lib/core/run-store'
import { readBackend } from './backends'
import { codeVersion } from './code-version'
import { StoreError, transaction } from './database'
import { unknownRun } from './runs'
import { isId } from './short-id'
import { listTemplates } from './template-versions'

const STATUS_CODES: Record<RunStatus, string> = {
  collecting: 'run-not-started',
  queued: 'run-started',
  running: 'run-started',
  done: 'run-finished',
  partial: 'run-finished',
  failed: 'run-finished',
  cancelled: 'run-finished',
}

/**
 * Locks a run against other changes of its state. Throws `StoreError`: `run-unknown`, or `run-not-started`,
 * `run-started`, `run-finished` when its status is not one of `allowed`.
 */
export async function lockRun(client: pg.PoolClient, id: string, allowed: readonly RunStatus[]) {
  const { rows } = await client.query<{ kind: string; status: string; config: unknown }>(
    'SELECT kind, status, config FROM run WHERE id = $1 FOR NO KEY UPDATE',
    [id],
  )
  const row = rows[0]
  if (!row) throw unknownRun(id)
  const status = runStatusSchema.parse(row.status)
  if (row.kind === 'import' || !allowed.includes(status))
    throw new StoreError(`Run ${id} is ${status}; this needs one that is ${allowed.join(' or ')}`, {
      code: STATUS_CODES[status],
      status: 409,
      run: id,
      is: status,
    })
  return runConfigSchema.parse(row.config)
}

/** A transaction over one run; an id that cannot be one is refused before the database sees it. */
export function changeRun<Result>(id: string, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  if (!isId(id)) return Promise.reject(unknownRun(id))
  return transaction(work)
}

/** The id of the backend that scores a role. */
export function backendOf(role: Role, config: RunConfig): string {
  return role === 'policy' || role === 'control-policy' ? config.policyBackend : config.referenceBackend
}

async function countExamples(client: pg.PoolClient, id: string, rows: number): Promise<void> {
  const { rows: counts } = await client.query<{ count: number; last: number | null }>(
    'SELECT count(*)::int AS count, max(idx) AS last FROM run_example WHERE run_id = $1',
    [id],
  )
  const { count = 0, last = null } = counts[0] ?? {}
  if (count !== rows || (last ?? -1) + 1 !== rows)
    throw new StoreError(
      `Run ${id} should start with ${rows} rows, idx 0 to ${rows - 1}, but has ${count}, the last at ${last}: send the rest first`,
      { code: 'run-incomplete', status: 409, run: id, has: count, wanted: rows },
    )
}

/**
 * Freezes a run and queues its units: sixteen examples for each role. `rows` says how many examples were sent, so that a
 * lost chunk cannot go unseen. Throws `StoreError`: `run-unknown`, `run-started`, `run-finished`, `run-incomplete`,
 * `run-control-needs-two-rows`, `backend-unknown`.
 */
export function startRun(id: string, rows: number): Promise<void> {
  return changeRun(id, async (client) => {
    const config = await lockRun(client, id, ['collecting'])
    await countExamples(client, id, rows)
    const backends = {
      policy: backendConfigSchema.parse(await readBackend(config.policyBackend)),
      reference: backendConfigSchema.parse(await readBackend(config.referenceBackend)),
    }
    if (config.control) await assignPersonas(client, id, rows, config.seed)
    const roles = ROLES.filter((role) => config.control || role === 'policy' || role === 'reference')
    await client.query(
      `INSERT INTO run_unit (run_id, role, unit, backend_id, first_idx, last_idx)
       SELECT $1, r.role, u, r.backend_id, u * $4, least((u + 1) * $4, $5) - 1
       FROM unnest($2::text[], $3::text[]) AS r(role, backend_id), generate_series(0, ($5 - 1) / $4) AS u`,
      [id, roles, roles.map((role) => backendOf(role, config)), UNIT_SIZE, rows],
    )
    await client.query(
      `UPDATE run SET status = 'queued', total = $2, backends = $3, templates = $4, code_version = $5 WHERE id = $1`,
      [id, rows, JSON.stringify(backends), JSON.stringify(listTemplates(config.condition)), codeVersion()],
    )
  })
}

/**
 * For each row of a run the idx of the row whose persona the control shows. Throws `StoreError`
 * (`run-control-needs-two-rows`).
 */
export function drawPersonas(id: string, rows: number, seed: number): readonly number[] {
  const places = derange(rows, createRandom(deriveSeed(seed, 'control')))
  if (places) return places
  throw new StoreError('The control shows each row the persona of another one: it needs two rows or more', {
    code: 'run-control-needs-two-rows',
    status: 409,
    run: id,
  })
}

async function assignPersonas(client: pg.PoolClient, id: string, rows: number, seed: number): Promise<void> {
  const places = drawPersonas(id, rows, seed)
  await client.query(
    `UPDATE run_example e SET persona_idx = x.persona
     FROM unnest($2::int[]) WITH ORDINALITY AS x(persona, place) WHERE e.run_id = $1 AND e.idx = x.place - 1`,
    [id, places],
  )
}

/** Stops a run; its results stay, and `retryRun` goes on from them. Throws `StoreError`: `run-unknown`, `run-finished`. */
export function cancelRun(id: string): Promise<void> {
  return changeRun(id, async (client) => {
    // Units before the run: the order in which every statement locks them.
    await client.query(
      `UPDATE run_unit SET state = 'queued', owner = NULL, lease_until = NULL, attempts = 0
       WHERE run_id = $1 AND state = 'leased'`,
      [id],
    )
    await lockRun(client, id, ['collecting', 'queued', 'running'])
    await client.query(`UPDATE run SET status = 'cancelled', finished_at = now() WHERE id = $1`, [id])
  })
}

/**
 * Queues what a partial, failed or cancelled run has not scored. Throws `StoreError`: `run-unknown`, `run-not-started`,
 * `run-started`, `run-finished` for one that is done.
 */
export function retryRun(id: string): Promise<void> {
  return changeRun(id, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE run_unit u SET state = 'queued', owner = NULL, lease_until = NULL, attempts = 0, not_before = now(), error = NULL
       FROM run r WHERE r.id = u.run_id AND r.status IN ('partial', 'failed', 'cancelled') AND u.run_id = $1 AND u.state <> 'done'`,
      [id],
    )
    await lockRun(client, id, ['partial', 'failed', 'cancelled'])
    if (!rowCount)
      throw new StoreError(`Run ${id} has nothing left to score: it was cancelled before it started`, {
        code: 'run-not-started',
        status: 409,
        run: id,
      })
    await client.query(
      `UPDATE run SET status = 'queued', finished_at = NULL, error = NULL, summary = NULL WHERE id = $1`,
      [id],
    )
  })
}
