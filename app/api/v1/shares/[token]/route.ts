import { route } from '@/app/api/route-handler'
import { readToken, type TokenContext } from '@/app/api/v1/path-params'
import { readShare, revokeShare } from '@/lib/store'

export const GET = route(async (_request, context: TokenContext) =>
  Response.json(await readShare(await readToken(context)), { headers: { 'cache-control': 'no-store' } }),
)

export const DELETE = route(async (_request, context: TokenContext) => {
  await revokeShare(await readToken(context))
  return new Response(null, { status: 204 })
})
