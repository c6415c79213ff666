import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { readTask } from '@/lib/store'

export const GET = route(async (request, context: IdContext) =>
  Response.json(await readTask(await readRequestActor(request), await readId(context))),
)
