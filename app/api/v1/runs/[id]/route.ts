import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { deleteRun, readRun } from '@/lib/store'

export const GET = route(async (_request, context: IdContext) => Response.json(await readRun(await readId(context))))

export const DELETE = route(async (_request, context: IdContext) => {
  await deleteRun(await readId(context))
  return new Response(null, { status: 204 })
})
