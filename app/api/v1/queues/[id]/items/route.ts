import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { itemsChunkSchema } from '@/lib/core/annotation/queue'
import { MAX_CHUNK_BYTES } from '@/lib/core/run-limits'
import { addItems } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const { items } = await readJson(request, itemsChunkSchema, { maxBytes: MAX_CHUNK_BYTES })
  return Response.json(await addItems(actor, id, items))
})
