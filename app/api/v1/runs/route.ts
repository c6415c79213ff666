import { parseInput, readJson, route } from '@/app/api/route-handler'
import { newRunSchema, runListQuerySchema } from '@/lib/core/run-requests'
import { createRun, listRuns } from '@/lib/store'

export const GET = route(async (request) => {
  const { limit, cursor } = parseInput(Object.fromEntries(new URL(request.url).searchParams), runListQuerySchema)
  return Response.json(await listRuns(limit, cursor ?? null))
})

export const POST = route(async (request) => {
  const run = await createRun(await readJson(request, newRunSchema))
  return Response.json(run, { status: 201, headers: { location: `/api/v1/runs/${run.id}` } })
})
