import { readJson, route } from '@/app/api/route-handler'
import { readRequestActor } from '@/app/api/v1/read-actor'
import { newProjectSchema } from '@/lib/core/annotation/project'
import { createProject, listProjects } from '@/lib/store'

export const GET = route(async () => Response.json({ projects: await listProjects() }))

export const POST = route(async (request) => {
  const actor = await readRequestActor(request)
  const project = await createProject(actor, await readJson(request, newProjectSchema))
  return Response.json(project, { status: 201, headers: { location: `/api/v1/projects/${project.id}` } })
})
