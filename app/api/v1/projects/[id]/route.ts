import { readJson, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { projectChangeSchema } from '@/lib/core/annotation/project'
import { changeProject, deleteProject, readProject } from '@/lib/store'

export const GET = route(async (_request, context: IdContext) =>
  Response.json(await readProject(await readId(context))),
)

export const PATCH = route(async (request, context: IdContext) => {
  const [actor, id] = [await readRequestActor(request), await readId(context)]
  return Response.json(await changeProject(actor, id, await readJson(request, projectChangeSchema)))
})

export const DELETE = route(async (request, context: IdContext) => {
  await deleteProject(await readRequestActor(request), await readId(context))
  return new Response(null, { status: 204 })
})
