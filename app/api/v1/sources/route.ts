import { readJson } from '@/app/api/read-input'
import { route } from '@/app/api/route-handler'
import { newSourceSchema, sourceService } from '@/lib/sources'

const UNCACHED = { 'cache-control': 'no-store' } as const

/** The sources of this server: `SourceList`. */
export const GET = route(async () => Response.json(await sourceService().listSources(), { headers: UNCACHED }))

/** Adds URLs or a hub dataset once its server has been asked; answers 201 with its `SourceDetail`. */
export const POST = route(async (request) => {
  const source = await sourceService().addSource(await readJson(request, newSourceSchema), request.signal)
  return Response.json(source, { status: 201, headers: { ...UNCACHED, location: `/api/v1/sources/${source.id}` } })
})
