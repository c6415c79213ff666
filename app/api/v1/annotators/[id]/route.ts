import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { annotatorChangeSchema } from '@/lib/core/annotation/annotator'
import { changeAnnotator } from '@/lib/store'

export const PATCH = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  return Response.json(await changeAnnotator(actor, id, await readJson(request, annotatorChangeSchema)))
})
