import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '@/lib/env'
import { PrismaClient } from './generated/client'

interface Database {
  readonly url: string
  readonly pool: pg.Pool
  readonly prisma: ReturnType<typeof openPrisma>
}

function openPrisma(pool: pg.Pool) {
  return new PrismaClient({ adapter: new PrismaPg(pool), omit: { backend: { secret: true } } })
}

// Next bundles routes apart from each other: one pool per process hangs on globalThis.
declare global {
  var alignxDatabase: Database | undefined
}

/** What was asked of the store cannot be done. `code` is stable; `status` is what it means over HTTP. */
export class StoreError extends Error {
  override name = 'StoreError'
  constructor(
    message: string,
    readonly facts: { readonly code: string; readonly status: number; readonly [fact: string]: unknown },
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** The address of the database. Throws `StoreError` (`no-database`) when `DATABASE_URL` is not set. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL
  if (url === null)
    throw new StoreError('DATABASE_URL is not set: start the app with `npm start`, or set it', {
      code: 'no-database',
      status: 503,
    })
  return url
}

/** The pool and the Prisma client of this process, both on the same connections. Opened at the first call. */
export function database(): Database {
  const open = globalThis.alignxDatabase
  if (open) return open
  const url = databaseUrl()
  const pool = new pg.Pool({ connectionString: url, max: 12, application_name: 'alignx-lens' })
  // An idle connection that the server closes is replaced by the pool at the next query.
  pool.on('error', () => {})
  const opened = { url, pool, prisma: openPrisma(pool) }
  globalThis.alignxDatabase = opened
  return opened
}

/** Closes the pool; the next call of `database` opens another. */
export async function closeDatabase(): Promise<void> {
  const open = globalThis.alignxDatabase
  if (!open) return
  globalThis.alignxDatabase = undefined
  await open.prisma.$disconnect()
  if (!open.pool.ended) await open.pool.end()
}

/** Rows of a parametrised statement, in the order of the database. */
export async function query<Row extends pg.QueryResultRow>(
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await database().pool.query<Row>(sql, [...params])
  return result.rows
}

/** Runs `work` in one transaction on one connection; anything thrown rolls it back. */
export async function transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await database().pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
