import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { adjudicateSchema } from '@/lib/core/annotation/reports'
import { adjudicateItem } from '@/lib/store'

export const PUT = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  return Response.json(await adjudicateItem(actor, id, await readJson(request, adjudicateSchema)))
})
