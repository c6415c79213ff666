import 'server-only'
import { ROLES } from '@/lib/core/conditions'
import type { Role } from '@/lib/core/run'
import type { RunProgress } from '@/lib/core/run-report'
import { query } from './database'
import { readRun } from './runs'

/** How far a run is at this moment, without a rate. Throws `StoreError` (`run-unknown`). */
export async function readProgress(id: string): Promise<RunProgress> {
  const run = await readRun(id)
  const rows = await query<{ role: Role; done: number; failed: number }>(
    `SELECT role, sum(scored)::int AS done,
       coalesce(sum(last_idx - first_idx + 1 - scored) FILTER (WHERE state = 'failed'), 0)::int AS failed
     FROM run_unit WHERE run_id = $1 GROUP BY role`,
    [id],
  )
  const roles = ROLES.flatMap((role) => rows.filter((row) => row.role === role))
  return {
    status: run.status,
    total: run.total,
    roles: roles.map(({ role, done, failed }) => ({ role, done, failed })),
    scores: roles.reduce((sum, { done }) => sum + done, 0),
    scoresWanted: run.total * roles.length,
    rate: null,
    secondsLeft: null,
    error: run.error,
  }
}
