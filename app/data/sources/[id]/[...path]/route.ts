import { route } from '@/app/api/route-handler'
import { parseShardPath, sourceService } from '@/lib/sources'
import { respondWithShard } from '../../respond-with-shard'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

/** The bytes of one file of a source, whole or one range of it. */
async function serveShard(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  const name = parseShardPath(encodedName(request.url))
  return respondWithShard(request, await sourceService().openShard(id, name))
}

export const GET = route(serveShard)
export const HEAD = route(serveShard)

/** What follows `/data/sources/<id>/` in the address, still percent-encoded: it is decoded once, by us alone. */
function encodedName(url: string): string {
  return /\/data\/sources\/[^/]+\/(.*)$/.exec(new URL(url).pathname)?.[1] ?? ''
}
