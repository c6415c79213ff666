// Applies prisma/migrations/*/migration.sql in order, with the table and the checksums of `prisma migrate deploy`.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`
const APPLIED = 'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL'
const RECORD = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
  VALUES ($1, $2, $3, now(), 1)`
/** The advisory lock that Prisma itself takes: several instances may start at once. */
const LOCK = 72707369

/** The migrations and the database do not fit together. `code`: unknown-migration, edited-migration, failed-migration. */
export class MigrationError extends Error {
  name = 'MigrationError'
  constructor(code, message, options) {
    super(message, options)
    this.code = code
  }
}

/** The migrations of a folder by name, in the order in which they apply. */
export function readMigrations(dir) {
  if (!existsSync(dir)) return []
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(dir, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

function checkApplied(migrations, applied) {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of applied) {
    const migration = known.get(row.migration_name)
    if (!migration) {
      throw new MigrationError(
        'unknown-migration',
        `The database was written by a newer version: it has the migration ${row.migration_name}, which this version does not know. Update this checkout, or start with another --data folder.`,
      )
    }
    if (!row.finished_at) {
      throw new MigrationError(
        'failed-migration',
        `The migration ${row.migration_name} failed earlier. Repair the database and mark it in _prisma_migrations, or start with another --data folder.`,
      )
    }
    if (row.checksum !== migration.checksum) {
      throw new MigrationError(
        'edited-migration',
        `The migration ${row.migration_name} was edited after it was applied. Restore prisma/migrations/${row.migration_name}/migration.sql and write a new migration instead.`,
      )
    }
  }
}

async function applyMigration(db, migration) {
  await db.exec('BEGIN')
  try {
    await db.exec(migration.sql)
    await db.query(RECORD, [randomUUID(), migration.checksum, migration.name])
    await db.exec('COMMIT')
  } catch (cause) {
    await db.exec('ROLLBACK')
    throw new MigrationError('failed-migration', `The migration ${migration.name} failed: ${cause.message}`, { cause })
  }
}

/**
 * Applies what is missing, each migration in its own transaction, and returns the names applied.
 * `db` is one connection: `query(sql, params)` answers `{ rows }`, `exec(sql)` runs several statements.
 * Throws `MigrationError` for a database that is newer than the code, an edited migration or a failed one.
 */
export async function migrate(db, dir = 'prisma/migrations') {
  const migrations = readMigrations(dir)
  await db.query(`SELECT pg_advisory_lock(${LOCK})`)
  try {
    await db.exec(TABLE)
    const applied = (await db.query(APPLIED)).rows
    checkApplied(migrations, applied)
    const done = new Set(applied.map((row) => row.migration_name))
    const missing = migrations.filter((migration) => !done.has(migration.name))
    for (const migration of missing) await applyMigration(db, migration)
    return missing.map((migration) => migration.name)
  } finally {
    await db.query(`SELECT pg_advisory_unlock(${LOCK})`)
  }
}
