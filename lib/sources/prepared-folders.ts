import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { PreparedManifest } from '@/lib/core/prepared/manifest'
import { fileOf, TOTALS_FILE } from '@/lib/core/prepared/manifest-files'
import { listEntries } from './folder-listing'
import { isPreparedFolder, type LocalPrepared, readPrepared } from './prepared-manifest-file'
import { createPreparedSource } from './prepared-source'
import { isPlainPath } from './shard-name'
import { SourceError } from './source-error'
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

  async function open(folder: string): Promise<Opened | null> {
    const prepared = await readPrepared(root, folder)
    if (prepared === null) return null
    const label = folder === '' ? basename(root) : folder
    const source = createPreparedSource(root, label, prepared)
    known.set(source.id, folder)
    return { source, prepared }
  }

  async function openAll(): Promise<readonly Opened[]> {
    const found = new Map<string, Opened>()
    for (const folder of await findPreparedFolders(root)) {
      const opened = await open(folder)
      if (opened && !found.has(opened.source.id)) found.set(opened.source.id, opened)
    }
    return [...found.values()]
  }

  async function find(id: string): Promise<Opened | null> {
    if (!id.startsWith('prepared-')) return null
    const folder = known.get(id)
    const opened = folder === undefined ? null : await open(folder)
    if (opened?.source.id === id) return opened
    return (await openAll()).find(({ source }) => source.id === id) ?? null
  }

  return {
    list: async () => (await openAll()).map(({ source }) => source),
    find: async (id) => (await find(id))?.source ?? null,
    async readTotals(id) {
      const opened = await find(id)
      if (!opened || !('format' in opened.prepared.manifest)) return null
      const { revision, manifest } = opened.prepared
      const bytes = await readWhole(opened.source, `${revision}/${TOTALS_FILE}`)
      const sha256 = bytes && createHash('sha256').update(bytes).digest('hex')
      return bytes && sha256 === fileOf(manifest, TOTALS_FILE).sha256 ? { manifest, text: bytes.toString() } : null
    },
  }
}

interface Opened {
  readonly source: Source
  readonly prepared: LocalPrepared
}

/** The bytes of a file of a source; `null` where it cannot be read. */
async function readWhole(source: Source, name: string): Promise<Buffer | null> {
  try {
    const file = await source.openShard(name)
    try {
      const pieces: Uint8Array[] = []
      for await (const piece of file.read(null, new AbortController().signal)) pieces.push(piece)
      return Buffer.concat(pieces)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof SourceError) return null
    throw error
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
