import { route } from '@/app/api/route-handler'
import { readHealth } from '@/lib/store'

export const dynamic = 'force-dynamic'

export const GET = route(async () =>
  Response.json(
    { ok: true, ...(await readHealth()), worker: globalThis.alignxWorker !== undefined },
    { headers: { 'cache-control': 'no-store' } },
  ),
)
