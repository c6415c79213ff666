import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { newGuidelineSchema } from '@/lib/core/annotation/project'
import { addGuideline, listGuidelines } from '@/lib/store'

export const GET = route(async (_request, context: IdContext) =>
  Response.json({ guidelines: await listGuidelines(await readId(context)) }),
)

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const { text } = await readJson(request, newGuidelineSchema)
  return Response.json(await addGuideline(actor, id, text), { status: 201 })
})
