// The database of the app: the embedded server, or the one that DATABASE_URL names; migrated.
import path from 'node:path'
import { SetupError } from './progress.mjs'

/** Runs the missing migrations. Throws `SetupError` for a database that cannot be reached or is newer than the code. */
async function runMigrations(root, address) {
  const { default: pg } = await import('pg')
  const { migrate, MigrationError } = await import('../database/migrate.mjs')
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (cause) {
    const { host } = new URL(address)
    throw new SetupError(`The database at ${host} cannot be reached: ${cause.message}. Look at DATABASE_URL.`, {
      cause,
    })
  }
  try {
    const db = { query: (sql, params) => client.query(sql, params), exec: (sql) => client.query(sql) }
    return await migrate(db, path.join(root, 'prisma/migrations'))
  } catch (error) {
    throw error instanceof MigrationError ? new SetupError(error.message, { cause: error }) : error
  } finally {
    await client.end()
  }
}

/**
 * Starts the embedded server over `<state>/pg`, or takes `DATABASE_URL`, and migrates.
 * Answers the address, what was done, and how to stop the server. Called once the packages are installed.
 */
export async function openDatabase(root, state) {
  if (process.env.DATABASE_URL) {
    const applied = await runMigrations(root, process.env.DATABASE_URL)
    return {
      address: process.env.DATABASE_URL,
      done: `DATABASE_URL, ${applied.length} new migrations`,
      stop: async () => {},
    }
  }
  const { startServer, stopServer } = await import('../database/embedded-server.mjs')
  const { DatabaseServerError } = await import('../database/server-programs.mjs')
  const dir = path.join(state, 'pg')
  try {
    const { address } = await startServer(dir)
    const applied = await runMigrations(root, address)
    return { address, done: `embedded, ${applied.length} new migrations`, stop: () => stopServer(dir) }
  } catch (error) {
    await stopServer(dir)
    throw error instanceof DatabaseServerError ? new SetupError(error.message, { cause: error }) : error
  }
}
