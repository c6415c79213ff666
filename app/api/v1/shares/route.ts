import { readJson, route } from '@/app/api/route-handler'
import { newShareSchema } from '@/lib/core/share'
import { createShare, listShares } from '@/lib/store'

export const GET = route(async () => Response.json({ shares: await listShares() }))

export const POST = route(async (request) => {
  const share = await createShare(await readJson(request, newShareSchema))
  return Response.json(share, { status: 201, headers: { location: `/api/v1/shares/${share.token}` } })
})
