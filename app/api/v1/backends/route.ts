import { readJson, route } from '@/app/api/route-handler'
import { newBackendSchema } from '@/lib/core/backend'
import { createBackend, listBackends } from '@/lib/store'
import { probeAndSave } from './probe-and-save'

export const GET = route(async () => Response.json({ backends: await listBackends() }))

export const POST = route(async (request) => {
  const { id } = await createBackend(await readJson(request, newBackendSchema))
  const backend = await probeAndSave(id, request.signal)
  return Response.json(backend, { status: 201, headers: { location: `/api/v1/backends/${id}` } })
})
