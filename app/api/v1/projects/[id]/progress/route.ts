import { route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readProjectProgress } from '@/lib/store'

export const GET = route(async (_request, context: IdContext) =>
  Response.json(await readProjectProgress(await readId(context))),
)
