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
  let last: Promise<unknown> = Promise.resolve()

  // Lanes ask at the same time; a session answers one after another.
  function ask(lock: string, backendId: string, slot: number): Promise<boolean> {
    const answer = last
      .catch(() => {})
      .then(() =>
        client.query<{ ok: boolean }>(`SELECT ${lock}(hashtext($1), $2) AS ok`, [`backend ${backendId}`, slot]),
      )
    last = answer
    return answer.then(({ rows }) => rows[0]?.ok === true)
  }

  return {
    async take(backendId, slots) {
      for (let slot = 0; slot < slots; slot++) {
        const key = `${slot} ${backendId}`
        // A session may take its own lock twice, so what this process holds is counted here.
        if (held.has(key)) continue
        held.add(key)
        const isTaken = await ask('pg_try_advisory_lock', backendId, slot).catch((error: unknown) => {
          held.delete(key)
          throw error
        })
        if (isTaken) return slot
        held.delete(key)
      }
      return null
    },
    async release(backendId, slot) {
      await ask('pg_advisory_unlock', backendId, slot)
      held.delete(`${slot} ${backendId}`)
    },
    close: () => client.end(),
  }
}
