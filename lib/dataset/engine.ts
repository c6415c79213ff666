import 'client-only'
import type { AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import type { RecordBatch } from 'apache-arrow'
import { bindParams, singleStatement } from './bind-params'
import type { DatabaseFile, EnginePhase } from './engine-phase'
import { type EngineSession, sendBatches, startSession } from './engine-session'
import type { Query } from './queries/query'
import { QueryError, toQueryError } from './query-error'

const QUERY_TIMEOUT_MS = 30_000

/** How long a cancelled query may run on before the whole worker is ended. */
const DRAIN_MS = 10_000

const IDLE_CONNECTIONS = 4

let phase: EnginePhase = 'idle'
let session: Promise<EngineSession> | null = null
let idle: AsyncDuckDBConnection[] = []
let attached: DatabaseFile | null = null
const phaseListeners = new Set<(phase: EnginePhase) => void>()
const breakdownListeners = new Set<(error: QueryError) => void>()

/** Calls `listener` at every change of the engine's phase; returns the end of it. */
export function onEnginePhase(listener: (phase: EnginePhase) => void): () => void {
  phaseListeners.add(listener)
  return () => phaseListeners.delete(listener)
}

/**
 * Calls `listener` when the database was ended after a breakdown (trap, no memory left, a query that would not stop) and
 * its rows are gone. The next call starts an empty one.
 */
export function onEngineBreakdown(listener: (error: QueryError) => void): () => void {
  breakdownListeners.add(listener)
  return () => breakdownListeners.delete(listener)
}

/** Starts the database of this page unless it runs. Throws `QueryError` with code `engine`. */
export async function startEngine(): Promise<void> {
  await openSession()
}

/** Appends an Arrow IPC stream of rows of `examples`; its memory is handed over. Throws `QueryError`. */
export async function insertExamples(ipc: Uint8Array<ArrayBuffer>): Promise<void> {
  const open = await openSession()
  try {
    await open.insert(ipc)
  } catch (cause) {
    const error = toQueryError(cause, 'INSERT INTO examples')
    if (error.code === 'engine') breakDown(open, error)
    throw error
  }
}

/** Empties the `examples` table. Throws `QueryError`. */
export async function emptyExamples(): Promise<void> {
  await (await openSession()).empty()
}

/**
 * Reads the table `examples` from a database file, or holds it itself again (`null`). Ends what runs where that changes;
 * the file is opened with the next question.
 */
export async function attachDatabase(file: DatabaseFile | null): Promise<void> {
  if (attached === file) return
  attached = file
  await endEngine('Other data was opened.')
}

/** Ends the database and forgets its rows: the only way to give its memory back. The next call starts an empty one. */
export async function endEngine(reason = 'The data was closed.'): Promise<void> {
  const ending = session
  session = null
  idle = []
  setPhase('idle')
  const ended = await ending?.catch(() => null)
  ended?.end(reason)
}

/**
 * The rows of a query, each parsed by its schema. Throws the signal's reason when aborted, and otherwise `QueryError`;
 * after an abort or a timeout the query is cancelled and whatever it still sends is dropped.
 */
export async function runQuery<Row>(
  query: Query<Row>,
  signal: AbortSignal,
  timeoutMs = QUERY_TIMEOUT_MS,
): Promise<Row[]> {
  const { readRowObjects } = await import('./read-rows')
  const rows: Row[] = []
  await stream(bindParams(query.sql, query.params), { signal, timeoutMs, isReadOnly: false }, (batch) => {
    for (const raw of readRowObjects(batch)) {
      const parsed = query.row.safeParse(raw)
      if (!parsed.success)
        throw new QueryError('row', query.sql, `The answer is not as the query says: ${parsed.error.message}`, {
          cause: parsed.error,
        })
      rows.push(parsed.data)
    }
    return 'more'
  })
  return rows
}

/** The answer to a statement of the console. Cells are plain data, 64-bit integers `bigint`. */
export interface ConsoleResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly unknown[])[]
  /** Whether there were more rows than asked for. */
  readonly isCut: boolean
  readonly durationMs: number
}

export interface ConsoleOptions {
  readonly maxRows: number
  readonly timeoutMs?: number
  readonly signal: AbortSignal
}

/**
 * Runs one statement of a person, in a read-only transaction that is rolled back. Throws the signal's reason when
 * aborted, and otherwise `QueryError`: `read-only` for several statements or one that ends the transaction.
 */
export async function runConsole(
  sql: string,
  { maxRows, timeoutMs = QUERY_TIMEOUT_MS, signal }: ConsoleOptions,
): Promise<ConsoleResult> {
  const statement = singleStatement(sql)
  if (!statement) throw new QueryError('read-only', sql, 'Run one statement at a time.')
  if (
    /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:begin|start|commit|end|rollback|abort|checkpoint|force)\b/i.test(statement)
  )
    throw new QueryError(
      'read-only',
      sql,
      'The console runs inside a read-only transaction, which it opens and closes itself.',
    )
  const { readRowCells } = await import('./read-rows')
  const rows: unknown[][] = []
  const start = performance.now()
  const schema = await stream(statement, { signal, timeoutMs, isReadOnly: true }, (batch) => {
    rows.push(...readRowCells(batch).slice(0, maxRows + 1 - rows.length))
    return rows.length > maxRows ? 'enough' : 'more'
  })
  return {
    columns: schema?.fields.map((field) => ({ name: field.name, type: String(field.type) })) ?? [],
    rows: rows.slice(0, maxRows),
    isCut: rows.length > maxRows,
    durationMs: performance.now() - start,
  }
}

interface StreamOptions {
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly isReadOnly: boolean
}

type OnBatch = (batch: RecordBatch) => 'more' | 'enough'

async function stream(sql: string, { signal, timeoutMs, isReadOnly }: StreamOptions, onBatch: OnBatch) {
  signal.throwIfAborted()
  const open = await openSession()
  signal.throwIfAborted()
  const connection = idle.pop() ?? (await open.connect())
  let isStopped = false
  let isCut = false
  const work = (async () => {
    if (isReadOnly) await connection.query('BEGIN TRANSACTION READ ONLY')
    return await sendBatches(connection, sql, (batch) => {
      const next = isStopped ? 'enough' : onBatch(batch)
      if (next === 'enough') isCut = true
      return next
    })
  })()
  const stop = createStop(signal, timeoutMs, sql)
  try {
    const schema = await Promise.race([work, stop.promise, open.broken])
    if (isReadOnly || isCut) void closeQuietly(connection)
    else release(connection)
    return schema
  } catch (cause) {
    isStopped = true
    drain(connection, work)
    if (signal.aborted) throw signal.reason
    const error = toQueryError(cause, sql)
    if (error.code === 'memory' || error.code === 'engine') breakDown(open, error)
    throw error
  } finally {
    stop.clear()
  }
}

/** Cancels what may still run on a connection; a query that will not end takes the worker with it. */
function drain(connection: AsyncDuckDBConnection, work: Promise<unknown>): void {
  const running = session
  const timer = setTimeout(async () => {
    const open = await running?.catch(() => null)
    if (open)
      breakDown(open, new QueryError('timeout', '', 'A query could not be stopped, so the database was started anew.'))
  }, DRAIN_MS)
  connection.cancelSent().catch(() => false)
  void work
    .catch(() => null)
    .then(() => {
      clearTimeout(timer)
      return closeQuietly(connection)
    })
}

async function closeQuietly(connection: AsyncDuckDBConnection): Promise<void> {
  await connection.close().catch(() => undefined)
}

function release(connection: AsyncDuckDBConnection): void {
  if (idle.length < IDLE_CONNECTIONS) idle.push(connection)
  else void closeQuietly(connection)
}

function createStop(signal: AbortSignal, timeoutMs: number, sql: string) {
  let clear: () => void = () => undefined
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason)
    const timer = setTimeout(
      () => reject(new QueryError('timeout', sql, `The query was stopped after ${timeoutMs / 1000} s.`)),
      timeoutMs,
    )
    signal.addEventListener('abort', onAbort)
    clear = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
  })
  return { promise, clear: () => clear() }
}

function breakDown(broken: EngineSession, error: QueryError): void {
  void session?.then((current) => {
    if (current !== broken) return
    session = null
    idle = []
    broken.end(error.message)
    setPhase('idle')
    for (const listener of breakdownListeners) listener(error)
  })
}

function openSession(): Promise<EngineSession> {
  if (session) return session
  setPhase('starting')
  const starting = startSession(attached)
  session = starting
  starting.then(
    (open) => {
      if (session !== starting) return
      setPhase('ready')
      open.broken.catch((error: unknown) => breakDown(open, toQueryError(error, '')))
    },
    () => {
      if (session !== starting) return
      session = null
      setPhase('failed')
    },
  )
  return starting
}

function setPhase(next: EnginePhase): void {
  if (phase === next) return
  phase = next
  for (const listener of phaseListeners) listener(next)
}
