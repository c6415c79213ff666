import { route } from '@/app/api/route-handler'
import { sourceService } from '@/lib/sources'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

/** One source with its shards: `SourceDetail`. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const { id } = await params
  return Response.json(await sourceService().readSource(id), { headers: { 'cache-control': 'no-store' } })
})

/** Removes an added source; answers 204. */
export const DELETE = route(async (_request: Request, { params }: Context) => {
  const { id } = await params
  await sourceService().removeSource(id)
  return new Response(null, { status: 204 })
})
