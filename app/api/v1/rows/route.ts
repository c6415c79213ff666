import { readJson, route } from '@/app/api/route-handler'
import { readListParams, resolveList, tagAnswer } from '@/app/api/v1/answer-list'
import { locateAnswered } from '@/app/api/v1/answer-source'
import { askQuery } from '@/app/api/v1/ask-query'
import { respondTagged } from '@/app/api/v1/respond-tagged'
import { type AnswerRow, type RowsRequest, rowsAnswerSchema, rowsRequestSchema } from '@/lib/core/answer-rows'
import { formatSigns } from '@/lib/core/direction'
import { polesOf } from '@/lib/core/pole-lists'
import { type PageRow, page } from '@/lib/dataset/queries/page'
import { rowCount } from '@/lib/dataset/queries/row-count'

const MAX_BYTES = 10 * 1024 * 1024

/** Some rows of a list, by an address like Explore's: `rowsAnswerSchema`. */
export const GET = route(async (request) => {
  const list = readListParams(request, rowsRequestSchema)
  return respondTagged(request, list, (revision) => tagAnswer(revision, 'rows', list), answerRows)
})

/** The same, asked with JSON: also with the content hashes of selections. */
export const POST = route(async (request) =>
  Response.json(await answerRows(await readJson(request, rowsRequestSchema, { maxBytes: MAX_BYTES }), request.signal), {
    headers: { 'cache-control': 'no-store' },
  }),
)

async function answerRows(list: RowsRequest, signal: AbortSignal) {
  const source = await locateAnswered(list.source)
  const context = await resolveList(list)
  const rows = await askQuery(source, page({ ...list, context }, list.offset, list.limit), signal)
  const [count] = list.counts ? await askQuery(source, rowCount(list.filter, context), signal) : []
  return rowsAnswerSchema.parse({
    revision: source.revision,
    matched: count?.matched ?? null,
    total: count?.total ?? null,
    rows: rows.map(toAnswerRow),
  })
}

function toAnswerRow({ direction, history, ...row }: PageRow): AnswerRow {
  return { ...row, direction: direction && formatSigns(direction), history: polesOf(history) }
}
