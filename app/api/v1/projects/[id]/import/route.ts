import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { importAnnotationsSchema } from '@/lib/core/annotation/import-request'
import { MAX_IMPORT_BYTES } from '@/lib/core/run-limits'
import { importAnnotations } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  const file = await readJson(request, importAnnotationsSchema, { maxBytes: MAX_IMPORT_BYTES })
  return Response.json(await importAnnotations(actor, id, file))
})
