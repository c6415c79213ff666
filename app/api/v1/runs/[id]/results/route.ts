import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { resultsQuerySchema } from '@/lib/core/run-requests'
import { listResults } from '@/lib/store'

export const GET = route(async (request, context: IdContext) => {
  const { cursor, limit } = parseInput(Object.fromEntries(new URL(request.url).searchParams), resultsQuerySchema)
  return Response.json(await listResults(await readId(context), cursor, limit))
})
