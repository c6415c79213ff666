import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { startRunSchema } from '@/lib/core/run-requests'
import { readRun, startRun } from '@/lib/store'

export const POST = route(async (request, context: IdContext) => {
  const id = await readId(context)
  const { rows } = await readJson(request, startRunSchema)
  await startRun(id, rows)
  return Response.json(await readRun(id))
})
