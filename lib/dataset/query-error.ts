/**
 * `sql`: the database refused the statement. `timeout`: it took too long and was stopped. `memory`: it needed more than
 * the database may use. `engine`: the database is gone or could not start. `row`: the answer is not as the query says.
 * `server`: the server that answers could not. `read-only`: the console may not run this statement. `run-rows`: the server does not tell which rows a run scored.
 */
export type QueryErrorCode = 'sql' | 'timeout' | 'memory' | 'engine' | 'row' | 'server' | 'read-only' | 'run-rows'

/** A query of the browser's database that failed. */
export class QueryError extends Error {
  override name = 'QueryError'
  constructor(
    readonly code: QueryErrorCode,
    readonly sql: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

const OUT_OF_MEMORY = /out of memory|allocation failure|malloc of size|std::bad_alloc/i
const TRAP =
  /out of bounds|unreachable|signature mismatch|null function|setThrew|detached arraybuffer|worker (?:is|has been) |is not a function|rpc/i

/** An error of DuckDB-WASM by what it says: a statement's own fault, no memory left, or an engine that is done for. */
export function toQueryError(cause: unknown, sql: string): QueryError {
  if (cause instanceof QueryError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  const isNamed = /^[A-Z][A-Za-z ]* Error:/.test(message)
  if (OUT_OF_MEMORY.test(message))
    return new QueryError(
      'memory',
      sql,
      `The query needs more memory than this tab's database may use. ${firstLine(message)}`,
      { cause },
    )
  if (!isNamed && (TRAP.test(message) || cause instanceof WebAssembly.RuntimeError))
    return new QueryError('engine', sql, `The database broke down and is started anew. ${firstLine(message)}`, {
      cause,
    })
  return new QueryError('sql', sql, message, { cause })
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? ''
}
