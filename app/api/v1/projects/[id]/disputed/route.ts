import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { disputedQuerySchema } from '@/lib/core/annotation/requests'
import { listDisputedItems } from '@/lib/store'

export const GET = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const { cursor, ...query } = parseInput(Object.fromEntries(new URL(request.url).searchParams), disputedQuerySchema)
  return Response.json(await listDisputedItems(actor, id, { cursor: cursor ?? null, ...query }))
})
