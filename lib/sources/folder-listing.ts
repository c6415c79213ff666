import type { Dirent } from 'node:fs'
import { opendir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTag, isInside } from './local-files'
import { isPreparedFolder } from './prepared-manifest-file'
import { isPlainPath, isShardPath } from './shard-name'
import type { SourceProblem } from './source-error'

export const MAX_FOLDER_SHARDS = 10_000

export interface LocalShard {
  readonly name: string
  readonly bytes: number
  readonly etag: string
}

export interface FolderListing {
  readonly shards: readonly LocalShard[]
  readonly problems: readonly SourceProblem[]
}

/**
 * Every shard under the folder `root`, in the order of their relative paths. Hidden files and folders are left out.
 * A link to a file inside the folder counts; a link to a folder inside does not, since that folder is listed anyway; a
 * link that leaves the folder or leads nowhere is a problem, as is a folder that cannot be read and the 10,001st shard.
 * Nothing in a prepared dataset counts: that is a source of its own.
 * Throws the file system's error when `root` itself cannot be listed.
 */
export async function listFolder(root: string): Promise<FolderListing> {
  const realRoot = await realpath(root)
  const shards: LocalShard[] = []
  const problems: SourceProblem[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await listEntries(realRoot, folder, problems)
    if (await isPreparedFolder(realRoot, folder, entries)) continue
    for (const entry of entries) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.name.startsWith('.') || !isPlainPath(name)) continue
      if (entry.isDirectory()) folders.push(name)
      else if (isShardPath(name)) await addShard(realRoot, name, shards, problems)
      if (shards.length > MAX_FOLDER_SHARDS)
        return { shards: sortShards(shards).slice(0, MAX_FOLDER_SHARDS), problems: [truncated(), ...problems] }
    }
  }
  return { shards: sortShards(shards), problems }
}

/** The entries of a folder; one that cannot be listed is a problem, but for the root itself, whose error is thrown. */
export async function listEntries(root: string, folder: string, problems: SourceProblem[]): Promise<Dirent[]> {
  try {
    const entries: Dirent[] = []
    for await (const entry of await opendir(join(root, folder))) entries.push(entry)
    return entries
  } catch (cause) {
    if (folder === '') throw cause
    problems.push({
      code: 'shard-unreadable',
      message: `The folder ${folder} cannot be listed by the server. Check its permissions.`,
    })
    return []
  }
}

async function addShard(root: string, name: string, shards: LocalShard[], problems: SourceProblem[]): Promise<void> {
  try {
    const path = await realpath(join(root, name))
    if (!isInside(root, path)) {
      problems.push({
        code: 'folder-link-refused',
        message: `${name} is a link that leaves the folder. Copy the file into the folder instead.`,
      })
      return
    }
    const facts = await stat(path, { bigint: true })
    if (facts.isFile()) shards.push({ name, bytes: Number(facts.size), etag: fileTag(facts) })
  } catch {
    problems.push({
      code: 'shard-unreadable',
      message: `${name} cannot be read by the server, or is a link that leads nowhere.`,
    })
  }
}

function sortShards(shards: readonly LocalShard[]): LocalShard[] {
  return [...shards].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function truncated(): SourceProblem {
  return {
    code: 'folder-truncated',
    message: `The folder has more than ${MAX_FOLDER_SHARDS} files to open; only ${MAX_FOLDER_SHARDS} are listed. Point ALIGNX_DATA_DIR at a folder of it.`,
  }
}
