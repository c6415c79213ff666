import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { withFileLock } from './file-lock'
import { isMissing } from './local-files'
import { SourceError } from './source-error'
import { type StoredSource, storedSourceSchema } from './stored-source'

/** Where added sources are kept. `add` replaces the source of the same id; `remove` says whether there was one. */
export interface SourceRegistry {
  readonly list: () => Promise<readonly StoredSource[]>
  readonly add: (source: StoredSource) => Promise<void>
  readonly remove: (id: string) => Promise<boolean>
}

const registrySchema = z.object({ version: z.literal(1), sources: z.array(storedSourceSchema) })

/**
 * A registry in one JSON file, readable by its owner alone since it holds tokens. It is replaced as a whole, under a
 * lock that other processes respect. A file that is not a registry is left as it is and throws `registry-unreadable`.
 */
export function createFileRegistry(file: string): SourceRegistry {
  const change = <Result>(
    edit: (sources: readonly StoredSource[]) => {
      readonly sources: readonly StoredSource[] | null
      readonly result: Result
    },
  ) =>
    withFileLock(file, async () => {
      const { sources, result } = edit(await readRegistry(file))
      if (sources !== null) await writeRegistry(file, sources)
      return result
    })
  return {
    list: () => readRegistry(file),
    add: (source) =>
      change((sources) => ({ sources: [...sources.filter(({ id }) => id !== source.id), source], result: undefined })),
    remove: (id) =>
      change((sources) => {
        const kept = sources.filter((source) => source.id !== id)
        return kept.length === sources.length ? { sources: null, result: false } : { sources: kept, result: true }
      }),
  }
}

async function readRegistry(file: string): Promise<readonly StoredSource[]> {
  try {
    return registrySchema.parse(JSON.parse(await readFile(file, 'utf8'))).sources
  } catch (cause) {
    if (isMissing(cause)) return []
    throw new SourceError(
      'registry-unreadable',
      'The list of added sources (sources.json in the state directory) cannot be read. Repair it or move it away.',
      { cause },
    )
  }
}

async function writeRegistry(file: string, sources: readonly StoredSource[]): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(partial, 'wx', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify({ version: 1, sources }, null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(partial, file)
  } catch (cause) {
    await rm(partial, { force: true })
    throw new SourceError(
      'registry-unreadable',
      'The list of added sources (sources.json in the state directory) cannot be written. Check its permissions and the space left.',
      { cause },
    )
  }
}
