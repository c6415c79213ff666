import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { requireReader } from '@/app/api/v1/read-actor'
import { readManifest } from '@/lib/store'

export const GET = route(async (request, context: IdContext) => {
  await requireReader(request)
  return Response.json(await readManifest(await readId(context), request.signal))
})
