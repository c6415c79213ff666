import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { queueChangeSchema } from '@/lib/core/annotation/queue'
import { changeQueue, readQueue } from '@/lib/store'

export const GET = route(async (_request, context: IdContext) => Response.json(await readQueue(await readId(context))))

export const PATCH = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  return Response.json(await changeQueue(actor, id, await readJson(request, queueChangeSchema)))
})
