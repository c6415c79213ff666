import 'server-only'
import pg from 'pg'
import type { SlotHolder } from '@/lib/core/run-store'
import { databaseUrl } from './database'

/**
 * Slots as advisory locks of one session: the limit of a backend holds over all processes that share the database, and
 * PostgreSQL frees the slots of a process that dies. Every call rejects once the connection is lost; slots held then are free.
 */
export async function openSlots(): Promise<SlotHolder> {
  const client = new pg.Client({ connectionString: databaseUrl(), application_name: 'alignx-lens slots' })
  // The next call rejects; without a listener the process would end.
  client.on('error', () => {})
  await client.connect()
  const held = new Set<string>()
  return {
    async take(backendId, slots) {
      for (let slot = 0; slot < slots; slot++) {
        const key = `${slot} ${backendId}`
        // A session may take its own lock twice, so what this process holds is counted here.
        if (held.has(key)) continue
        held.add(key)
        let isTaken = false
        try {
          const { rows } = await client.query<{ taken: boolean }>(
            'SELECT pg_try_advisory_lock(hashtext($1), $2) AS taken',
            [`backend ${backendId}`, slot],
          )
          isTaken = rows[0]?.taken === true
        } finally {
          if (!isTaken) held.delete(key)
        }
        if (isTaken) return slot
      }
      return null
    },
    async release(backendId, slot) {
      await client.query('SELECT pg_advisory_unlock(hashtext($1), $2)', [`backend ${backendId}`, slot])
      held.delete(`${slot} ${backendId}`)
    },
    close: () => client.end(),
  }
}
