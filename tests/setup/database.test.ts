import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database'

async function query(address: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  const result = await client.query(sql)
  await client.end()
  return result.rows
}

test('each test database has every migration and nothing of another one', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await query(first, 'CREATE TABLE only_here (id int)')
  expect(await query(second, `SELECT to_regclass('only_here') AS found`)).toEqual([{ found: null }])
  const [applied] = await query(second, 'SELECT count(*)::int AS n FROM "_prisma_migrations"')
  expect(applied).not.toEqual({ n: 0 })
})
