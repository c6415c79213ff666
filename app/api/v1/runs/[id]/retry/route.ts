import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRun, retryRun } from '@/lib/store'

export const POST = route(async (_request, context: IdContext) => {
  const id = await readId(context)
  await retryRun(id)
  return Response.json(await readRun(id))
})
