import { route } from '@/app/api/route-handler'
import { probeAndSave } from '@/app/api/v1/backends/probe-and-save'
import { type IdContext, readId } from '@/app/api/v1/path-params'

export const POST = route(async (request, context: IdContext) =>
  Response.json(await probeAndSave(await readId(context), request.signal)),
)
