import { locateAnswered } from '@/app/api/v1/answer-source'
import { matchesEntityTag } from '@/lib/sources'

/** Answers a GET about a source, or 304 where the client has the answer: its tag holds until the source changes. */
export async function respondTagged<List extends { readonly source: string }>(
  request: Request,
  list: List,
  tagOf: (revision: string) => string | null,
  answer: (list: List, signal: AbortSignal) => Promise<unknown>,
): Promise<Response> {
  const { revision } = await locateAnswered(list.source)
  const etag = tagOf(revision)
  const headers = { 'cache-control': etag === null ? 'no-store' : 'private, no-cache', ...(etag !== null && { etag }) }
  const known = request.headers.get('if-none-match')
  if (known !== null && etag !== null && matchesEntityTag(known, etag, false))
    return new Response(null, { status: 304, headers })
  return Response.json(await answer(list, request.signal), { headers })
}
