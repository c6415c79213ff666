import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type PreparedManifest, parseManifest } from '@/lib/core/prepared/manifest'
import { MANIFEST_FILE } from '@/lib/core/prepared/manifest-files'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { fileTag, isInside } from './local-files'
import { SourceError, type SourceProblem } from './source-error'

/** Longest manifest that is read, in bytes: hundreds of millions of rows. */
const MANIFEST_LIMIT_BYTES = 64 * 1024 * 1024

/** A prepared dataset in a folder of this server. `folder` is relative to the data folder, empty for that itself. */
export interface LocalPrepared {
  readonly folder: string
  /** First 16 hex characters of the manifest's SHA-256. */
  readonly revision: string
  /** Length of `manifest.json`. */
  readonly manifestBytes: number
  readonly manifest: PreparedManifest | SourceProblem
}

/** Whether a folder holds the manifest of a prepared dataset, of whatever version. `root` is a real path. */
export async function isPreparedFolder(root: string, folder: string, entries: readonly Dirent[]): Promise<boolean> {
  if (!entries.some(({ name }) => name === MANIFEST_FILE)) return false
  return (await readPrepared(root, folder)) !== null
}

interface KnownManifest {
  readonly tag: string
  readonly prepared: LocalPrepared | null
}

/** What was read of manifests, by their real path; a file that changed is read again. */
const manifests = new Map<string, KnownManifest>()
const KEPT_MANIFESTS = 1000

/**
 * The prepared dataset of a folder below `root`, read again when its manifest changed; `null` where there is no such
 * manifest, or it cannot be read: its files then are loose ones.
 */
export async function readPrepared(root: string, folder: string): Promise<LocalPrepared | null> {
  try {
    const realRoot = await realpath(root)
    const path = await realpath(join(realRoot, folder, MANIFEST_FILE))
    const facts = await stat(path, { bigint: true })
    if (!isInside(realRoot, path) || !facts.isFile() || facts.size > MANIFEST_LIMIT_BYTES) return null
    const tag = `${fileTag(facts)} ${folder}`
    const known = manifests.get(path)
    if (known?.tag === tag) return known.prepared
    const prepared = parsePrepared(await readFile(path), folder)
    manifests.set(path, { tag, prepared })
    for (const oldest of manifests.keys()) {
      if (manifests.size <= KEPT_MANIFESTS) break
      manifests.delete(oldest)
    }
    return prepared
  } catch {
    return null
  }
}

function parsePrepared(bytes: Uint8Array, folder: string): LocalPrepared | null {
  const text = new TextDecoder().decode(bytes)
  if (!/"format"\s*:\s*"alignx-prepared"/.test(text)) return null
  const revision = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  const base = { folder, revision, manifestBytes: bytes.length }
  try {
    return { ...base, manifest: parseManifest(text, join(folder, MANIFEST_FILE)) }
  } catch (error) {
    if (!(error instanceof PreparedFormatError)) throw error
    return { ...base, manifest: new SourceError('prepared-damaged', error.message).problem }
  }
}
