import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { openQueueSchema } from '@/lib/core/annotation/queue'
import { openQueue } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const { items } = await readJson(request, openQueueSchema)
  return Response.json(await openQueue(actor, id, items))
})
