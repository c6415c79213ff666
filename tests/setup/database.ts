import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { databaseAddress, startServer } from '../../scripts/database/embedded-server.mjs'
import { migrate } from '../../scripts/database/migrate.mjs'

const TEMPLATE = 'alignx_template'

async function withClient<Result>(address: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function makeTemplate(admin: pg.Client, dir: string): Promise<void> {
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE])
  if (found.rowCount) return
  const draft = `${TEMPLATE}_draft`
  await admin.query(`DROP DATABASE IF EXISTS ${draft}`)
  await admin.query(`CREATE DATABASE ${draft}`)
  await withClient(databaseAddress(dir, draft), (client) =>
    migrate({
      query: (sql: string, params?: unknown[]) => client.query(sql, params),
      exec: (sql: string) => client.query(sql),
    }),
  )
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`)
}

/**
 * A new migrated database of the calling test's own on the run's server, about 30 ms each. Its address is returned and
 * put into `DATABASE_URL`. Call it in `beforeAll` (or `beforeEach`), and close every connection in `afterAll`.
 */
export async function createTestDatabase(): Promise<string> {
  const { dir, address } = await startServer(inject('databaseDir'), { isDurable: false })
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 12)}`
  await withClient(address, async (admin) => {
    await admin.query('SELECT pg_advisory_lock(1)')
    await makeTemplate(admin, dir)
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
  })
  const url = databaseAddress(dir, name)
  process.env.DATABASE_URL = url
  return url
}
