import { type AnsweredSource, AnswersError, answersService } from '@/lib/answers'
import { MOST_ANSWER_ROWS, readCell } from '@/lib/core/answers'
import { bindParams } from '@/lib/dataset/bind-params'
import type { Query } from '@/lib/dataset/queries/query'

/** The rows of a query of the app over a source of this server, each parsed by its schema. Throws `AnswersError`. */
export async function askQuery<Row>(source: AnsweredSource, query: Query<Row>, signal: AbortSignal): Promise<Row[]> {
  const sql = bindParams(query.sql, query.params)
  const { columns, rowsJson, isCut } = await answersService().ask(source, sql, MOST_ANSWER_ROWS, signal)
  if (isCut) throw new AnswersError('answer-too-large', `The answer has more than ${MOST_ANSWER_ROWS} rows.`)
  const rows: unknown[][] = JSON.parse(rowsJson)
  return rows.map((cells) =>
    query.row.parse(Object.fromEntries(columns.map(({ name, shape }, at) => [name, readCell(cells[at], shape)]))),
  )
}
