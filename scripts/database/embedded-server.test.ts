import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseAddress, startServer, stopServer } from './embedded-server.mjs'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'ax, pg '))
})

afterEach(async () => {
  await stopServer(path.join(dir, 'pg'))
  rmSync(dir, { recursive: true, force: true })
})

async function readOne(address: string): Promise<number> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  const result = await client.query<{ one: number }>('SELECT 1 AS one')
  await client.end()
  return result.rows[0]?.one ?? 0
}

test('starts in a path with a space and a comma, once for two callers, and again after a kill and a stale lock', async () => {
  const data = path.join(dir, 'pg')
  mkdirSync(`${data}.new-99999999`)
  const [first, second] = await Promise.all([
    startServer(data, { isDurable: false }),
    startServer(data, { isDurable: false }),
  ])
  expect(second.pid).toBe(first.pid)
  expect(await readOne(databaseAddress(data))).toBe(1)
  expect(readdirSync(dir).filter((name) => name.startsWith('pg.new-'))).toEqual([])

  process.kill(first.pid ?? 0, 'SIGKILL')
  writeFileSync(path.join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n${data}\n\n`)
  const third = await startServer(data, { isDurable: false })
  expect(third.wasRunning).toBe(false)
  expect(await readOne(third.address)).toBe(1)
  expect((await startServer(data, { isDurable: false })).wasRunning).toBe(true)
})

test('says what to do about a path that is too long for a socket', async () => {
  const long = path.join(dir, 'a'.repeat(90), 'pg')
  await expect(startServer(long)).rejects.toMatchObject({ code: 'path-too-long' })
})

test('shows the reason of PostgreSQL when it does not start', async () => {
  const data = path.join(dir, 'pg')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(path.join(data, 'PG_VERSION'), '17\n')
  await expect(startServer(data)).rejects.toThrow(/did not start.*could not access the server configuration file/)
})
