import { z } from 'zod'

const listSchema = z.object({
  sources: z.array(z.object({ id: z.string(), kind: z.string(), state: z.string(), rows: z.int().nullable() })),
})

/** The first prepared dataset that the app at `address` offers. Throws where there is none. */
export async function findPreparedSource(address: string): Promise<{ readonly id: string; readonly rows: number }> {
  const { sources } = listSchema.parse(await (await fetch(`${address}/api/v1/sources`)).json())
  const found = sources.find(({ kind, state }) => kind === 'prepared' && state === 'ready')
  if (!found) throw new Error('ALIGNX_DATA_DIR holds no prepared dataset: see docs/prepare.md.')
  return { id: found.id, rows: found.rows ?? 0 }
}
