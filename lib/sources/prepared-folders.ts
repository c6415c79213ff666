import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileOf, PREPARED_FILES, type PreparedManifest } from '@/lib/core/prepared/manifest'
import { listEntries } from './folder-listing'
import { isInside } from './local-files'
import { isPreparedFolder, readPrepared } from './prepared-manifest-file'
import { createPreparedSource } from './prepared-source'
import { isPlainPath } from './shard-name'
import type { Source } from './source-listing'

/** Most folders that are looked into. */
const MAX_FOLDERS = 20_000

/** What is known of a prepared dataset without any of its rows: its manifest and the text of its `totals.json`. */
export interface TotalsFile {
  readonly manifest: PreparedManifest
  readonly text: string
}

/** The prepared datasets below a folder of this server. */
export interface PreparedFolders {
  /** In the order of their paths, looked for anew. A folder that cannot be listed holds none. */
  readonly list: () => Promise<readonly Source[]>
  /** The one of this id; looks for new ones only where none is known. */
  readonly find: (id: string) => Promise<Source | null>
  /** `null` where there is none of this id, or its `totals.json` is not the one that the manifest names. */
  readonly readTotals: (id: string) => Promise<TotalsFile | null>
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

  async function find(id: string): Promise<Source | null> {
    if (!id.startsWith('prepared-')) return null
    const folder = known.get(id)
    const source = folder === undefined ? null : await open(folder)
    if (source?.id === id) return source
    return (await list()).find((other) => other.id === id) ?? null
  }

  return {
    list,
    find,
    async readTotals(id) {
      if (!(await find(id))) return null
      const folder = known.get(id) ?? ''
      const manifest = (await readPrepared(root, folder))?.manifest
      if (!manifest || !('format' in manifest)) return null
      const path = await realpath(join(root, folder, PREPARED_FILES.totals))
      if (!isInside(await realpath(root), path)) return null
      const bytes = await readFile(path)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return sha256 === fileOf(manifest, PREPARED_FILES.totals).sha256 ? { manifest, text: bytes.toString() } : null
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
