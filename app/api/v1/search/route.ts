import { readJson, route } from '@/app/api/route-handler'
import { readListParams, resolveList, tagAnswer } from '@/app/api/v1/answer-list'
import { locateAnswered } from '@/app/api/v1/answer-source'
import { askQuery } from '@/app/api/v1/ask-query'
import { respondTagged } from '@/app/api/v1/respond-tagged'
import { type SearchRequest, searchAnswerSchema, searchRequestSchema } from '@/lib/core/answer-rows'
import { allOf } from '@/lib/core/filter'
import { findMatches } from '@/lib/core/find-matches'
import { examplesInView } from '@/lib/dataset/queries/examples-in-view'
import { rowCount } from '@/lib/dataset/queries/row-count'

const MAX_BYTES = 10 * 1024 * 1024

/** Rows of a list with a text in some field, and where it stands: `searchAnswerSchema`. */
export const GET = route(async (request) => {
  const list = readListParams(request, searchRequestSchema)
  return respondTagged(request, list, (revision) => tagAnswer(revision, 'search', list), answerSearch)
})

/** The same, asked with JSON: also with the content hashes of selections. */
export const POST = route(async (request) =>
  Response.json(
    await answerSearch(await readJson(request, searchRequestSchema, { maxBytes: MAX_BYTES }), request.signal),
    { headers: { 'cache-control': 'no-store' } },
  ),
)

async function answerSearch({ query, fields, ...list }: SearchRequest, signal: AbortSignal) {
  const source = await locateAnswered(list.source)
  const context = await resolveList(list)
  const filter = allOf([list.filter, { kind: 'text', query, fields }])
  const rows = await askQuery(source, examplesInView({ ...list, filter, context }, list.offset, list.limit), signal)
  const [count] = await askQuery(source, rowCount(filter, context), signal)
  return searchAnswerSchema.parse({
    revision: source.revision,
    matched: count?.matched,
    total: count?.total,
    rows: rows.map(({ example, ...place }) => ({ ...place, matches: findMatches(example, query, fields) })),
  })
}
