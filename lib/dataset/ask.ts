import 'client-only'
import { readCell } from '@/lib/core/answers'
import * as engine from './engine'
import type { Query } from './queries/query'
import { askSql, runServerQuery } from './server/ask-server'
import { serverSession } from './server/server-session'

/**
 * The rows of a query over the open data, each parsed by its schema: from the database of this tab, or from the server
 * where that answers. Throws the signal's reason when aborted, and otherwise `QueryError`.
 */
export function runQuery<Row>(query: Query<Row>, signal: AbortSignal): Promise<Row[]> {
  const server = serverSession()
  return server ? runServerQuery(server, query, signal) : engine.runQuery(query, signal)
}

/** Runs one statement of a person, read-only, where the open data is answered for. Throws as `runQuery`. */
export async function runConsole(sql: string, options: engine.ConsoleOptions): Promise<engine.ConsoleResult> {
  const server = serverSession()
  if (!server) return engine.runConsole(sql, options)
  const { maxRows, signal } = options
  const { columns, rows, isCut, durationMs } = await askSql({ source: server.source, sql, maxRows }, signal)
  return {
    columns,
    rows: rows.map((cells) => cells.map((cell, at) => readCell(cell, columns[at]?.shape ?? 'plain'))),
    isCut,
    durationMs,
  }
}
