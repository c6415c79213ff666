import { route } from '@/app/api/route-handler'
import { readHealth } from '@/lib/store'

/** Answers 200 with the version and the number of active runs once the database does. */
export const GET = route(async () => Response.json(await readHealth(), { headers: { 'cache-control': 'no-store' } }))
