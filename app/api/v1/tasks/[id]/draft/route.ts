import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { draftSchema } from '@/lib/core/annotation/task'
import { saveDraft } from '@/lib/store'

export const PUT = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const { answers } = await readJson(request, draftSchema)
  return Response.json(await saveDraft(actor, id, answers))
})
