import { route } from '@/app/api/route-handler'
import { query } from '@/lib/store/database'

/** Answers 200 once the database does. */
export const GET = route(async () => {
  await query('SELECT 1')
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
})
