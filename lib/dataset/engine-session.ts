import type { AsyncDuckDB, AsyncDuckDBConnection, DuckDBDataProtocol } from '@duckdb/duckdb-wasm'
import type { RecordBatch } from 'apache-arrow'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { EXAMPLE_COLUMNS } from '@/lib/core/example-columns'
import { DATABASE_ASSETS } from './database-assets'
import type { DatabaseFile } from './engine-phase'
import { QueryError } from './query-error'

const START_TIMEOUT_MS = 60_000

/** What the database may use of the tab's memory, buffers and tables together. */
const MEMORY_LIMIT = '1500MB'

const ATTACHED = 'index.duckdb'

const SETTINGS = [
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET allow_community_extensions = false',
  `SET memory_limit = '${MEMORY_LIMIT}'`,
  'SET enable_external_access = false',
]

/** One running database worker. */
export interface EngineSession {
  readonly connect: () => Promise<AsyncDuckDBConnection>
  /** Takes an Arrow IPC stream of rows of `examples`; its memory is handed over. */
  readonly insert: (ipc: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly empty: () => Promise<void>
  /** Rejects with `QueryError` when the worker is gone, and never settles otherwise. */
  readonly broken: Promise<never>
  readonly end: (reason: string) => void
}

/**
 * Starts DuckDB-WASM (EH bundle, one worker, no extension, no access outside its memory) with an empty `examples` table.
 * With a database `file` that table is the file's, read in place and by parts. Throws `QueryError` with code `engine` when
 * it is not up within a minute.
 */
export async function startSession(file: DatabaseFile | null = null): Promise<EngineSession> {
  const duckdb = await import('@duckdb/duckdb-wasm')
  const worker = new Worker(new URL(`${DATABASE_ASSETS}/duckdb-worker.js`, location.href))
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker)
  const fault = createFault()
  worker.addEventListener('error', (event) => fault.raise(`The database worker failed: ${event.message}`))
  const end = (reason: string) => {
    fault.raise(reason)
    worker.terminate()
  }
  const timer = setTimeout(
    () =>
      end(
        `The database did not start within ${START_TIMEOUT_MS / 1000} s. The page's security policy must allow 'wasm-unsafe-eval', and ${DATABASE_ASSETS} must be served.`,
      ),
    START_TIMEOUT_MS,
  )
  try {
    const writer = await Promise.race([
      open(database, file && { file, protocols: duckdb.DuckDBDataProtocol }),
      fault.promise,
    ])
    const guard = <Value>(work: Promise<Value>) => Promise.race([work, fault.promise])
    return {
      connect: () => guard(database.connect()),
      insert: (ipc) => guard(writer.insertArrowFromIPCStream(ipc, { name: EXAMPLES_TABLE, create: false })),
      empty: () => guard(createTable(writer)),
      broken: fault.promise,
      end,
    }
  } catch (cause) {
    worker.terminate()
    if (cause instanceof QueryError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new QueryError('engine', '', `The database could not start: ${message}`, { cause })
  } finally {
    clearTimeout(timer)
  }
}

interface FileToAttach {
  readonly file: DatabaseFile
  readonly protocols: typeof DuckDBDataProtocol
}

async function open(database: AsyncDuckDB, attach: FileToAttach | null): Promise<AsyncDuckDBConnection> {
  await database.instantiate(new URL(`${DATABASE_ASSETS}/duckdb-eh.wasm`, location.href).href)
  await database.open({
    query: { castBigIntToDouble: false, castDecimalToDouble: false },
    filesystem: { forceFullHTTPReads: false, allowFullHTTPReads: true, reliableHeadRequests: true },
  })
  const connection = await database.connect()
  if (attach) await attachFile(database, connection, attach)
  for (const setting of SETTINGS) await connection.query(setting)
  if (!attach) await createTable(connection)
  await connection.query('SET lock_configuration = true')
  return connection
}

/** Opens the file before access to anything outside is turned off; afterwards it can be read, and nothing else opened. */
async function attachFile(
  database: AsyncDuckDB,
  connection: AsyncDuckDBConnection,
  { file, protocols }: FileToAttach,
): Promise<void> {
  if ('url' in file) await database.registerFileURL(ATTACHED, file.url, protocols.HTTP, false)
  else await database.registerFileHandle(ATTACHED, file.file, protocols.BROWSER_FILEREADER, true)
  await connection.query(`ATTACH '${ATTACHED}' AS prepared (READ_ONLY)`)
  await connection.query(`CREATE VIEW ${EXAMPLES_TABLE} AS SELECT * FROM prepared.${EXAMPLES_TABLE}`)
}

/** The statement that makes an empty `examples` table. */
export const CREATE_EXAMPLES = `CREATE OR REPLACE TABLE ${EXAMPLES_TABLE} (${Object.entries(EXAMPLE_COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')})`

async function createTable(connection: AsyncDuckDBConnection): Promise<void> {
  await connection.query(CREATE_EXAMPLES)
}

function createFault() {
  let raise: (reason: string) => void = () => undefined
  const promise = new Promise<never>((_, reject) => {
    raise = (reason) => reject(new QueryError('engine', '', reason))
  })
  promise.catch(() => undefined)
  return { promise, raise }
}

/** The batches of a statement sent so that it can be cancelled, until `isOver` says to stop. */
export async function sendBatches(
  connection: AsyncDuckDBConnection,
  sql: string,
  onBatch: (batch: RecordBatch) => 'more' | 'enough',
): Promise<RecordBatch['schema'] | null> {
  const reader = await connection.send(sql, true)
  await reader.open()
  // A reader that has come to its end forgets its schema.
  const { schema } = reader
  for await (const batch of reader) if (onBatch(batch) === 'enough') break
  return schema ?? null
}
