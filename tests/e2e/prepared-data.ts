import { fileURLToPath } from 'node:url'
import { type APIRequestContext, expect } from '@playwright/test'
import { toPublishedVector } from '@/lib/core/direction'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'

/** The folder that the app under test serves: `serve.mjs` makes it anew and `data-program.ts` fills it. */
export const DATA_FOLDER = fileURLToPath(new URL('../../.data-e2e-files', import.meta.url))
/** The prepared dataset in it. */
export const PREPARED_FOLDER = `${DATA_FOLDER}/all`
export const PREPARED_ROWS = 3000

/** Its rows as a file has them: the post of row 7 ends in `row 7`, its chosen response in `Reply-7-Here`. */
export function makePreparedRows(): Record<string, unknown>[] {
  return randomExamples(PREPARED_ROWS, createRandom(77)).map(
    ({ prompt, chosen, rejected, direction, demographics }, row) => ({
      prompt: `${prompt} row ${row}`,
      chosen: `${chosen} Reply-${row}-Here`,
      rejected,
      ...(direction && { 'Preference Direction': toPublishedVector(direction) }),
      ...(demographics && { 'Demographic Information': demographics }),
    }),
  )
}

/** The id of the prepared dataset among the sources, once it is there. */
export async function findPrepared(request: APIRequestContext): Promise<string> {
  const find = async (): Promise<{ id: string } | undefined> => {
    const { sources } = await (await request.get('/api/v1/sources')).json()
    return sources.find(({ kind }: { kind: string }) => kind === 'prepared')
  }
  await expect.poll(find).toBeDefined()
  return (await find())?.id ?? ''
}
