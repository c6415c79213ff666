import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { listEntries } from './folder-listing'
import { isPreparedFolder, readPrepared } from './prepared-manifest-file'
import { createPreparedSource } from './prepared-source'
import { isPlainPath } from './shard-name'
import type { Source } from './source-listing'

/** Most folders that are looked into. */
const MAX_FOLDERS = 20_000

/** The prepared datasets below a folder of this server. */
export interface PreparedFolders {
  /** In the order of their paths, looked for anew. A folder that cannot be listed holds none. */
  readonly list: () => Promise<readonly Source[]>
  /** The one of this id; looks for new ones only where none is known. */
  readonly find: (id: string) => Promise<Source | null>
}

export function createPreparedFolders(root: string): PreparedFolders {
  const known = new Map<string, string>()

  async function open(folder: string): Promise<Source | null> {
    const prepared = await readPrepared(root, folder)
    if (prepared === null) return null
    const label = folder === '' ? basename(root) : folder
    const source = createPreparedSource(root, label, prepared)
    known.set(source.id, folder)
    return source
  }

  async function list(): Promise<readonly Source[]> {
    const sources = new Map<string, Source>()
    for (const folder of await findPreparedFolders(root)) {
      const source = await open(folder)
      if (source && !sources.has(source.id)) sources.set(source.id, source)
    }
    return [...sources.values()]
  }

  return {
    list,
    async find(id) {
      if (!id.startsWith('prepared-')) return null
      const folder = known.get(id)
      const source = folder === undefined ? null : await open(folder)
      if (source?.id === id) return source
      return (await list()).find((other) => other.id === id) ?? null
    },
  }
}

async function findPreparedFolders(root: string): Promise<readonly string[]> {
  const found: string[] = []
  const folders = ['']
  let seen = 0
  try {
    const realRoot = await realpath(root)
    for (let folder = folders.pop(); folder !== undefined && seen < MAX_FOLDERS; folder = folders.pop()) {
      seen += 1
      const entries = await listEntries(realRoot, folder, [])
      if (await isPreparedFolder(realRoot, folder, entries)) {
        found.push(folder)
        continue
      }
      for (const entry of entries) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.isDirectory() && !entry.name.startsWith('.') && isPlainPath(name)) folders.push(name)
      }
    }
  } catch {
    // The folder source says what is wrong with the root.
    return []
  }
  return found.sort()
}
