import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { hashesQuerySchema } from '@/lib/core/run-requests'
import { listHashes } from '@/lib/store'

export const GET = route(async (request, context: IdContext) => {
  const { from, to } = parseInput(Object.fromEntries(new URL(request.url).searchParams), hashesQuerySchema)
  return Response.json(await listHashes(await readId(context), from ?? null, to ?? null))
})
