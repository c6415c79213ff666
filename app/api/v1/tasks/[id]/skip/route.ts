import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { skipSchema } from '@/lib/core/annotation/task'
import { skipTask } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  return Response.json(await skipTask(actor, id, await readJson(request, skipSchema)))
})
