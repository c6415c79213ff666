import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRun } from '@/lib/store'
import { streamProgress } from './stream-progress'

export const dynamic = 'force-dynamic'

export const GET = route(async (request, context: IdContext) => {
  const { id } = await readRun(await readId(context))
  return new Response(streamProgress(id, request.headers.get('last-event-id'), request.signal), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Without no-transform the server gzips the stream, and proxies may hold it back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
})
