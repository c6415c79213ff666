import 'server-only'
import type { LeasedUnit, RunStore, UnitKey, UnitResult, WaitingBackend } from '@/lib/core/run-store'
import { readBackendSlots } from './backends'
import { query } from './database'
import { settleRuns } from './run-settling'
import { openSlots } from './slots'
import { readScorerInput, readUnitItems } from './unit-items'

async function listWaitingBackends(): Promise<readonly WaitingBackend[]> {
  const rows = await query<{ backend_id: string }>(`
    SELECT DISTINCT b.id AS backend_id
    FROM run r, LATERAL (VALUES (r.policy_backend), (r.reference_backend)) AS b(id)
    WHERE r.status IN ('queued', 'running') AND EXISTS (
      SELECT 1 FROM run_unit u
      WHERE u.run_id = r.id AND u.state = 'queued' AND u.backend_id = b.id AND u.not_before <= now())
    ORDER BY 1`)
  return Promise.all(
    rows.map(async ({ backend_id }) => ({ backendId: backend_id, slots: await readBackendSlots(backend_id) })),
  )
}

type UnitRow = { run_id: string; role: LeasedUnit['role']; unit: number }

// The oldest run first; within it both roles keep step, so that margins exist early.
async function leaseUnit(owner: string, backendId: string, leaseMs: number): Promise<LeasedUnit | null> {
  const rows = await query<UnitRow & { backend_id: string; first_idx: number; last_idx: number; attempts: number }>(
    `WITH picked AS (
      SELECT u.run_id, u.role, u.unit
      FROM run r CROSS JOIN LATERAL (
        SELECT run_id, role, unit FROM run_unit
        WHERE run_id = r.id AND state = 'queued' AND backend_id = $2 AND not_before <= now()
        ORDER BY unit, role LIMIT 1 FOR UPDATE SKIP LOCKED) u
      WHERE r.status IN ('queued', 'running')
      ORDER BY r.created_at, r.id LIMIT 1
    ), started AS (
      UPDATE run SET status = 'running', started_at = coalesce(started_at, now())
      WHERE id = (SELECT run_id FROM picked) AND status = 'queued'
    )
    UPDATE run_unit u SET state = 'leased', owner = $1, attempts = u.attempts + 1,
      lease_until = now() + make_interval(secs => $3)
    FROM picked p WHERE u.run_id = p.run_id AND u.role = p.role AND u.unit = p.unit
    RETURNING u.run_id, u.role, u.unit, u.backend_id, u.first_idx, u.last_idx, u.attempts`,
    [owner, backendId, leaseMs / 1000],
  )
  const row = rows[0]
  if (!row) return null
  return {
    runId: row.run_id,
    role: row.role,
    unit: row.unit,
    backendId: row.backend_id,
    firstIdx: row.first_idx,
    lastIdx: row.last_idx,
    attempts: row.attempts,
  }
}

async function holdLeases(owner: string, leaseMs: number | null): Promise<readonly UnitKey[]> {
  const held = `u.owner = $1 AND u.state = 'leased' AND u.run_id = r.id AND r.status = 'running'`
  const rows =
    leaseMs === null
      ? await query<UnitRow>(`SELECT u.run_id, u.role, u.unit FROM run_unit u, run r WHERE ${held}`, [owner])
      : await query<UnitRow>(
          `UPDATE run_unit u SET lease_until = now() + make_interval(secs => $2) FROM run r WHERE ${held}
           RETURNING u.run_id, u.role, u.unit`,
          [owner, leaseMs / 1000],
        )
  return rows.map((row) => ({ runId: row.run_id, role: row.role, unit: row.unit }))
}

/**
 * Stores scores in one statement. The first write of a score stays; a second one only raises `writes`, which a test reads.
 * The lock on the unit's row keeps a lease from moving while its results are written.
 */
async function writeResults(owner: string, unit: LeasedUnit, results: readonly UnitResult[]): Promise<boolean> {
  const column = (key: keyof UnitResult) => results.map((result) => result[key])
  const rows = await query(
    `WITH fence AS (
      SELECT 1 FROM run_unit u JOIN run r ON r.id = u.run_id
      WHERE u.run_id = $1 AND u.role = $2 AND u.unit = $3 AND u.owner = $4 AND u.state = 'leased' AND r.status = 'running'
      FOR UPDATE OF u
    ), written AS (
      INSERT INTO run_result (run_id, idx, role, nll_chosen, nll_rejected, prompt_tokens, prompt_tokens_cut,
        chosen_tokens, rejected_tokens, prompt_sha256, duration_ms)
      SELECT $1, x.idx, $2, x.nll_chosen, x.nll_rejected, x.prompt_tokens, x.prompt_tokens_cut,
        x.chosen_tokens, x.rejected_tokens, x.prompt_sha256, x.duration_ms
      FROM unnest($5::int[], $6::float8[], $7::float8[], $8::int[], $9::int[], $10::int[], $11::int[], $12::text[],
        $13::float8[]) AS x(idx, nll_chosen, nll_rejected, prompt_tokens, prompt_tokens_cut, chosen_tokens,
        rejected_tokens, prompt_sha256, duration_ms)
      WHERE EXISTS (SELECT 1 FROM fence)
      ON CONFLICT (run_id, idx, role) DO UPDATE SET writes = run_result.writes + 1
      RETURNING (xmax = 0) AS is_new
    )
    UPDATE run_unit SET attempts = 0, scored = scored + (SELECT count(*) FROM written WHERE is_new)
    WHERE run_id = $1 AND role = $2 AND unit = $3 AND EXISTS (SELECT 1 FROM fence)
    RETURNING unit`,
    [
      unit.runId,
      unit.role,
      unit.unit,
      owner,
      column('idx'),
      column('nllChosen'),
      column('nllRejected'),
      column('promptTokens'),
      column('promptTokensCut'),
      column('chosenTokens'),
      column('rejectedTokens'),
      column('promptSha256'),
      column('durationMs'),
    ],
  )
  return rows.length === 1
}

/** A text as PostgreSQL can hold it, at most 2,000 characters. */
function toStoredText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').slice(0, 2000)
}

async function leaveUnit(
  owner: string,
  unit: LeasedUnit,
  change: string,
  params: readonly unknown[] = [],
): Promise<boolean> {
  const rows = await query(
    `UPDATE run_unit SET owner = NULL, lease_until = NULL, ${change}
     WHERE run_id = $1 AND role = $2 AND unit = $3 AND owner = $4 AND state = 'leased' RETURNING unit`,
    [unit.runId, unit.role, unit.unit, owner, ...params],
  )
  return rows.length === 1
}

async function failBackend(owner: string, unit: LeasedUnit, error: string): Promise<boolean> {
  const left = await leaveUnit(owner, unit, `state = 'failed', error = $5`, [toStoredText(error)])
  if (left)
    await query(
      `UPDATE run_unit SET state = 'failed', error = $3 WHERE run_id = $1 AND backend_id = $2 AND state = 'queued'`,
      [unit.runId, unit.backendId, toStoredText(error)],
    )
  return left
}

async function saveModel(runId: string, backendId: string, notes: readonly string[]): Promise<void> {
  const models = JSON.stringify({ [backendId]: notes.map(toStoredText) })
  await query(`UPDATE run SET models = (coalesce(models, '{}')::jsonb || $2::jsonb)::json WHERE id = $1`, [
    runId,
    models,
  ])
}

/** The queue of units in PostgreSQL, for `startRunWorker`. */
export const runStore: RunStore = {
  openSlots,
  listWaitingBackends,
  leaseUnit,
  holdLeases,
  readUnitItems,
  readScorerInput,
  saveModel,
  writeResults,
  finishUnit: (owner, unit) => leaveUnit(owner, unit, `state = 'done', error = NULL`),
  releaseUnit: (owner, unit) =>
    leaveUnit(owner, unit, `state = 'queued', attempts = greatest(0, attempts - 1), not_before = now()`),
  delayUnit: (owner, unit, delayMs, error) =>
    leaveUnit(owner, unit, `state = 'queued', not_before = now() + make_interval(secs => $5), error = $6`, [
      delayMs / 1000,
      toStoredText(error),
    ]),
  failUnit: (owner, unit, error) => leaveUnit(owner, unit, `state = 'failed', error = $5`, [toStoredText(error)]),
  failBackend,
  settleRuns,
}
