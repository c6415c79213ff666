import { z } from 'zod'
import { MOST_ANSWER_ROWS, readCell, sqlAnswerSchema } from '@/lib/core/answers'
import { bindParams } from '../bind-params'
import type { Query } from '../queries/query'
import { QueryError, type QueryErrorCode } from '../query-error'
import type { ServerSession } from './server-session'

/** How long to wait before a question is asked again that the server could not take yet. */
const PAUSE_MS = 700

/** How often a question is asked again because too many others wait. A table that is being made is waited for. */
const BUSY_TRIES = 20

const problemSchema = z.looseObject({ code: z.string(), detail: z.string() })

/** What the codes of the server's problems mean for a query. */
const CODES: Readonly<Record<string, QueryErrorCode>> = {
  'sql-timeout': 'timeout',
  'sql-memory': 'memory',
  'sql-failed': 'sql',
  'sql-refused': 'read-only',
}

/** The rows of a query, answered by the server. Throws the signal's reason, and `QueryError`, `server` for its own faults. */
export async function runServerQuery<Row>(
  { source }: ServerSession,
  query: Query<Row>,
  signal: AbortSignal,
): Promise<Row[]> {
  const sql = bindParams(query.sql, query.params)
  const { columns, rows, isCut } = await askSql({ source, sql, maxRows: MOST_ANSWER_ROWS }, signal)
  if (isCut) throw new QueryError('server', query.sql, `The answer has more than ${MOST_ANSWER_ROWS} rows.`)
  return rows.map((cells) => {
    const row = Object.fromEntries(columns.map(({ name, shape }, at) => [name, readCell(cells[at], shape)]))
    const parsed = query.row.safeParse(row)
    if (parsed.success) return parsed.data
    throw new QueryError('row', query.sql, `The answer is not as the query says: ${parsed.error.message}`, {
      cause: parsed.error,
    })
  })
}

interface SqlQuestion {
  readonly source: string
  readonly sql: string
  readonly maxRows: number
}

/** The answer to a statement as the server gives it; throws as `runServerQuery`. */
export async function askSql(question: SqlQuestion, signal: AbortSignal): Promise<z.infer<typeof sqlAnswerSchema>> {
  const answer = sqlAnswerSchema.safeParse(await postQuestion('/api/v1/sql', question, signal))
  if (answer.success) return answer.data
  throw new QueryError('server', question.sql, "The server's answer cannot be read.", { cause: answer.error })
}

/** What the server answers to a question as JSON; waits while it makes its table. Throws as `runServerQuery`. */
export async function postQuestion(path: string, question: object, signal: AbortSignal): Promise<unknown> {
  for (let busy = 0; ; ) {
    const { isOk, body } = await post(path, question, signal)
    if (isOk) return body
    const problem = problemSchema.safeParse(body)
    if (!problem.success) throw new QueryError('server', '', 'The server failed without a reason.')
    const { code, detail } = problem.data
    if (code === 'answers-busy') busy += 1
    if (code !== 'answers-making' && (code !== 'answers-busy' || busy > BUSY_TRIES))
      throw new QueryError(CODES[code] ?? 'server', '', detail)
    await pause(PAUSE_MS, signal)
  }
}

async function post(path: string, question: object, signal: AbortSignal) {
  signal.throwIfAborted()
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal,
    })
    const body: unknown = await response.json()
    return { isOk: response.ok, body }
  } catch (cause) {
    signal.throwIfAborted()
    throw new QueryError('server', '', 'The server does not answer. Check that it runs, or answer in this tab.', {
      cause,
    })
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
