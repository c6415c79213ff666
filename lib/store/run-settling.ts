import 'server-only'
import { transaction } from './database'

/**
 * Gives units whose lease ran out back to the queue, or fails those that were tried `maxAttempts` times without a new
 * result, and closes the runs that have nothing left to do. Returns the ids of the runs closed.
 */
export function settleRuns(maxAttempts: number): Promise<readonly string[]> {
  return transaction(async (client) => {
    await client.query(
      `UPDATE run_unit SET owner = NULL, lease_until = NULL,
        state = CASE WHEN attempts >= $1 THEN 'failed' ELSE 'queued' END,
        error = CASE WHEN attempts >= $1 THEN 'the worker stopped ' || attempts || ' times while scoring this unit' ELSE error END
      WHERE (run_id, role, unit) IN (
        SELECT u.run_id, u.role, u.unit FROM run_unit u JOIN run r ON r.id = u.run_id
        WHERE r.status IN ('queued', 'running') AND u.state = 'leased' AND u.lease_until < now()
        ORDER BY u.run_id, u.role, u.unit FOR UPDATE OF u SKIP LOCKED)`,
      [maxAttempts],
    )
    const { rows } = await client.query<{ id: string }>(
      `UPDATE run r SET finished_at = now(), error = s.error,
        status = CASE WHEN s.failed = 0 THEN 'done' WHEN s.scored > 0 THEN 'partial' ELSE 'failed' END
      FROM (
        SELECT u.run_id, count(*) FILTER (WHERE u.state = 'failed') AS failed, sum(u.scored) AS scored,
          min(u.error) FILTER (WHERE u.state = 'failed') AS error
        FROM run_unit u JOIN run a ON a.id = u.run_id
        WHERE a.status IN ('queued', 'running')
        GROUP BY u.run_id HAVING count(*) FILTER (WHERE u.state IN ('queued', 'leased')) = 0
      ) s
      WHERE r.id = s.run_id AND r.status IN ('queued', 'running') RETURNING r.id`,
    )
    return rows.map((row) => row.id)
  })
}
