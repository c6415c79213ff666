import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { undoSchema } from '@/lib/core/annotation/task'
import { undoTask } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  return Response.json(await undoTask(actor, id, await readJson(request, undoSchema)))
})
