import { route } from '@/app/api/route-handler'
import { parseShardPath, sourceService } from '@/lib/sources'
import { respondWithPieces } from '../../respond-with-pieces'
import { respondWithShard } from '../../respond-with-shard'

/** What stands for several files of a prepared dataset at once. */
const PIECES = /^([0-9a-f]{16}\/)pieces$/

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

/** The bytes of one file of a source, whole or one range of it, or some ranges of several. */
async function serveShard(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  const name = parseShardPath(encodedName(request.url))
  const ranges = new URL(request.url).searchParams.get('ranges')
  const folder = PIECES.exec(name)?.[1]
  if (ranges !== null && folder !== undefined)
    return respondWithPieces(request, { service: sourceService(), id, folder }, ranges)
  return respondWithShard(request, await sourceService().openShard(id, name))
}

export const GET = route(serveShard)
export const HEAD = route(serveShard)

/** What follows `/data/sources/<id>/` in the address, still percent-encoded: it is decoded once, by us alone. */
function encodedName(url: string): string {
  return /\/data\/sources\/[^/]+\/(.*)$/.exec(new URL(url).pathname)?.[1] ?? ''
}
