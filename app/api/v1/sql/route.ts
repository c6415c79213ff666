import { readJson, route } from '@/app/api/route-handler'
import { locateAnswered } from '@/app/api/v1/answer-source'
import { AnswersError, answersService } from '@/lib/answers'
import { sqlRequestSchema } from '@/lib/core/answers'
import { prepareServerSql } from '@/lib/dataset/queries/console'

const MAX_BYTES = 10 * 1024 * 1024

/** Runs one statement that reads over a source of this server: `sqlAnswerSchema`. */
export const POST = route(async (request) => {
  const { source, sql, maxRows } = await readJson(request, sqlRequestSchema, { maxBytes: MAX_BYTES })
  const prepared = prepareServerSql(sql, maxRows)
  if (!prepared.ok) throw new AnswersError('sql-refused', prepared.message, { reason: prepared.code })
  const answer = await answersService().ask(await locateAnswered(source), prepared.sql, maxRows, request.signal)
  const { columns, isCut, durationMs, rowsJson } = answer
  const head = JSON.stringify({ columns, isCut, durationMs })
  return new Response(`${head.slice(0, -1)},"rows":${rowsJson}}`, {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  })
})
