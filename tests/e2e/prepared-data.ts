import { fileURLToPath } from 'node:url'
import type { APIRequestContext } from '@playwright/test'

/** The folder that the app under test serves: `data-program.ts` fills it anew before the app starts. */
export const DATA_FOLDER = fileURLToPath(new URL('../../.data-e2e-files', import.meta.url))
/** The prepared dataset in it. */
export const PREPARED_FOLDER = `${DATA_FOLDER}/all`
/** Its rows: the post of row 7 ends in `row 7`, its chosen response in `Reply-7-Here`. */
export const PREPARED_ROWS = 3000

/** The id of the prepared dataset among the sources. */
export async function findPrepared(request: APIRequestContext): Promise<string> {
  const { sources } = await (await request.get('/api/v1/sources')).json()
  return sources.find(({ kind }: { kind: string }) => kind === 'prepared').id
}
