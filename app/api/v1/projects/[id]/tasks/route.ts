import { parseInput, readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { ownTasksQuerySchema } from '@/lib/core/annotation/requests'
import { takeTasksSchema } from '@/lib/core/annotation/task'
import { listOwnTasks, takeTasks } from '@/lib/store'

export const GET = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const { cursor, limit } = parseInput(Object.fromEntries(new URL(request.url).searchParams), ownTasksQuerySchema)
  return Response.json(await listOwnTasks(actor, id, cursor ?? null, limit))
})

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const { count } = await readJson(request, takeTasksSchema)
  return Response.json(await takeTasks(actor, id, count))
})
