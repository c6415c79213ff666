import { z } from 'zod'

const listSchema = z.object({
  sources: z.array(z.object({ id: z.string(), kind: z.string(), state: z.string(), rows: z.int().nullable() })),
})

/** The folder that holds a prepared dataset to measure with. Throws where none is named. */
export function preparedDataFolder(): string {
  const folder = process.env.ALIGNX_DATA_DIR
  if (!folder) throw new Error('Name a folder that holds a prepared dataset in ALIGNX_DATA_DIR.')
  return folder
}

/** The first prepared dataset that the app at `address` offers. Throws where there is none. */
export async function findPreparedSource(address: string): Promise<{ readonly id: string; readonly rows: number }> {
  const { sources } = listSchema.parse(await (await fetch(`${address}/api/v1/sources`)).json())
  const found = sources.find(({ kind, state }) => kind === 'prepared' && state === 'ready')
  if (!found) throw new Error('ALIGNX_DATA_DIR holds no prepared dataset: see docs/prepare.md.')
  return { id: found.id, rows: found.rows ?? 0 }
}
