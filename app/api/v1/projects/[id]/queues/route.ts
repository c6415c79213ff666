import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { newQueueSchema } from '@/lib/core/annotation/queue'
import { createQueue, listQueues } from '@/lib/store'

export const GET = route(async (_request, context: IdContext) =>
  Response.json({ queues: await listQueues(await readId(context)) }),
)

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const queue = await createQueue(actor, id, await readJson(request, newQueueSchema))
  return Response.json(queue, { status: 201, headers: { location: `/api/v1/queues/${queue.id}` } })
})
