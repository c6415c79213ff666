import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { cancelRun, readRun } from '@/lib/store'

export const POST = route(async (_request, context: IdContext) => {
  const id = await readId(context)
  await cancelRun(id)
  return Response.json(await readRun(id))
})
