import 'server-only'
import { codeVersion } from './code-version'
import { query } from './database'

/** What the app says of itself: its version and how many runs wait or are scored. Rejects when the database does not answer. */
export async function readHealth(): Promise<{
  readonly version: string
  readonly database: string
  readonly activeRuns: number
}> {
  const [row] = await query<{ server: string; active: number }>(
    `SELECT current_setting('server_version') AS server,
       (SELECT count(*)::int FROM run WHERE status IN ('queued', 'running')) AS active`,
  )
  return { version: codeVersion(), database: `PostgreSQL ${row?.server ?? ''}`, activeRuns: row?.active ?? 0 }
}
