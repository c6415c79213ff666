import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { requireReader } from '@/app/api/v1/read-actor'
import { eventsQuerySchema } from '@/lib/core/annotation/requests'
import { listEvents, readProject } from '@/lib/store'

export const GET = route(async (request, context: IdContext) => {
  await requireReader(request)
  const { cursor, limit } = parseInput(Object.fromEntries(new URL(request.url).searchParams), eventsQuerySchema)
  const { id } = await readProject(await readId(context))
  return Response.json(await listEvents(id, cursor ?? null, limit))
})
