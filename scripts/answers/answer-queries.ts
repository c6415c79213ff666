import { availableParallelism } from 'node:os'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { FileQuestion, QueryFailure, QueryReply, QueryRequest, QueryRows } from '@/lib/answers/query-protocol'
import { cellOf, shapeOf } from './cells'
import { OpenTables } from './open-tables'

const MOST_THREADS = 4

/** The rows of an answer are longer than was allowed. */
class AnswerSizeError extends Error {
  override name = 'AnswerSizeError'
}

interface Asking {
  isStopped: boolean
  connection: DuckDBConnection | null
}

/** Answers questions that come from the process that started this one, until that is gone. */
export function answerQueries(): void {
  const tables = new OpenTables(Math.min(MOST_THREADS, availableParallelism()))
  const asking = new Map<number, Asking>()
  const send = (reply: QueryReply) => process.send?.(reply)

  async function answer(id: number, question: FileQuestion): Promise<void> {
    const state: Asking = { isStopped: false, connection: null }
    asking.set(id, state)
    send({ kind: 'begun', id })
    try {
      const rows = await tables.use(question.file, question.memoryLimitMb, (connection) => {
        state.connection = connection
        return readRows(connection, question, () => state.isStopped)
      })
      send({ kind: 'rows', id, rows })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const failure = state.isStopped ? 'stopped' : nameFailure(error, message)
      if (failure === 'engine') tables.drop(question.file)
      send({ kind: 'failed', id, failure, message })
    } finally {
      asking.delete(id)
    }
  }

  process.on('message', (request: QueryRequest) => {
    if (request.kind === 'ask') return void answer(request.id, request.question)
    const state = asking.get(request.id)
    if (!state) return
    state.isStopped = true
    state.connection?.interrupt()
  })
  process.on('disconnect', () => process.exit())
}

async function readRows(
  connection: DuckDBConnection,
  { sql, maxRows, maxBytes }: FileQuestion,
  isStopped: () => boolean,
): Promise<QueryRows> {
  const start = performance.now()
  if (isStopped()) throw new Error('The question was given up before it began.')
  const result = await connection.stream(sql)
  const rows: string[] = []
  let bytes = 0
  let isCut = false
  while (!isCut) {
    if (isStopped()) throw new Error('The question was given up.')
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    for (const row of chunk.getRows()) {
      isCut = rows.length === maxRows
      if (isCut) break
      const json = JSON.stringify(row.map(cellOf))
      bytes += Buffer.byteLength(json)
      if (bytes > maxBytes) throw new AnswerSizeError(`The rows take more than ${maxBytes} bytes of JSON.`)
      rows.push(json)
    }
  }
  const columns = Array.from({ length: result.columnCount }, (_, at) => {
    const type = result.columnType(at)
    return { name: result.columnName(at), type: String(type), shape: shapeOf(type) }
  })
  return {
    columns,
    rowsJson: `[${rows.join(',')}]`,
    rowCount: rows.length,
    isCut,
    durationMs: performance.now() - start,
  }
}

function nameFailure(error: unknown, message: string): QueryFailure {
  if (error instanceof AnswerSizeError) return 'too-large'
  if (/out of memory|allocation failure|could not allocate|bad_alloc/i.test(message)) return 'memory'
  if (/INTERNAL Error|FATAL Error|database has been invalidated/i.test(message)) return 'engine'
  return 'sql'
}
