import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { MAX_CHUNK_BYTES } from '@/lib/core/run-limits'
import { examplesChunkSchema } from '@/lib/core/run-requests'
import { addExamples } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  const id = await readId(context)
  const { examples } = await readJson(request, examplesChunkSchema, { maxBytes: MAX_CHUNK_BYTES })
  return Response.json(await addExamples(id, examples))
})
