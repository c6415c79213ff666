import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { releaseTask } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  await releaseTask(await readRequestActor(request), await readId(context))
  return new Response(null, { status: 204 })
})
