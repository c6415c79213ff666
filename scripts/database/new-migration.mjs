// npm run db:new NAME writes prisma/migrations/<time>_NAME/migration.sql: the difference between the migrations, applied
// to a PostgreSQL in memory, and prisma/schema.prisma. npm run db:check fails when there is such a difference.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { migrate } from './migrate.mjs'
import { openSchemaEngine } from './schema-engine.mjs'

const SCHEMA = 'prisma/schema.prisma'

/** SQL that brings the migrations up to the schema, or `null` when they agree. */
async function diffSchema() {
  const lite = await PGlite.create()
  await migrate({ query: (sql, params) => lite.query(sql, params), exec: (sql) => lite.exec(sql) })
  const files = [{ path: SCHEMA, content: readFileSync(SCHEMA, 'utf8') }]
  const engine = await openSchemaEngine(new PrismaPGlite(lite), files)
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
  })
  return exitCode === 0 ? null : stdout
}

function writeMigration(name, sql) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const dir = `prisma/migrations/${stamp}_${name}`
  mkdirSync(dir, { recursive: true })
  writeFileSync(`${dir}/migration.sql`, sql)
  writeFileSync('prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n')
  return `${dir}/migration.sql`
}

async function main(name) {
  const isCheck = name === '--check'
  if (!isCheck && !/^[a-z][a-z0-9_]*$/.test(name ?? '')) {
    console.error('usage: npm run db:new NAME, the name in a-z, 0-9 and _ (for example add_share_title)')
    return 2
  }
  const sql = await diffSchema()
  if (sql === null) {
    console.log('The migrations and prisma/schema.prisma agree.')
    return 0
  }
  if (isCheck) {
    console.error(`prisma/schema.prisma has changes without a migration; run npm run db:new NAME:\n${sql}`)
    return 1
  }
  console.log(writeMigration(name, sql))
  return 0
}

process.exit(await main(process.argv[2]))
