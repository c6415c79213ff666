import { fileURLToPath } from 'node:url'
import { createDuckDB, type DuckDBConnection, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking'
import { DATABASE_ASSETS } from './database-assets'

let engine: ReturnType<typeof startEngine> | null = null
let databases = 0

async function startEngine() {
  const mainModule = fileURLToPath(new URL(`../../public${DATABASE_ASSETS}/duckdb-eh.wasm`, import.meta.url))
  const bundle = { mainModule, mainWorker: '' }
  const started = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), NODE_RUNTIME)
  await started.instantiate(() => undefined)
  return started
}

/**
 * The browser's DuckDB-WASM, called directly, with an empty database in memory: for tests and benchmarks. The engine takes
 * two seconds to start and is therefore one for the whole process; each connection has a database of its own.
 */
export async function openTestDatabase(): Promise<DuckDBConnection> {
  engine ??= startEngine()
  const connection = (await engine).connect()
  const name = `test_${++databases}`
  connection.query(`ATTACH ':memory:' AS ${name}`)
  connection.query(`USE ${name}`)
  connection.query('SET autoload_known_extensions = false')
  return connection
}
