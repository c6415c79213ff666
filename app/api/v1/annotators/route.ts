import { readJson, route } from '@/app/api/route-handler'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { newAnnotatorSchema } from '@/lib/core/annotation/annotator'
import { createAnnotator, listAnnotators } from '@/lib/store'

export const GET = route(async (request) =>
  Response.json({ me: await readRequestActor(request), annotators: await listAnnotators() }),
)

export const POST = route(async (request) => {
  const actor = await readRequestActor(request)
  return Response.json(await createAnnotator(actor, await readJson(request, newAnnotatorSchema)), { status: 201 })
})
