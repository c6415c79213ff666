import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { ByteRange } from './byte-range'
import { isShardPath } from './shard-name'
import type { ShardReader } from './shard-reader'
import { SourceError } from './source-error'

const PIECE_BYTES = 256 * 1024

/** The strong tag of a file: its size, its time of change in nanoseconds and its inode, in hexadecimal. */
export function fileTag(facts: { readonly size: bigint; readonly mtimeNs: bigint; readonly ino: bigint }): string {
  return `"${facts.size.toString(16)}-${facts.mtimeNs.toString(16)}-${facts.ino.toString(16)}"`
}

/** Whether the real path `path` is inside the real path `root`. */
export function isInside(root: string, path: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep)
}

/**
 * Opens the shard `name` (a plain relative path) under the folder `root`. Throws as `openLocalFile` does, and
 * `shard-not-found` for what is no shard by its name.
 */
export async function openLocalShard(root: string, name: string): Promise<ShardReader> {
  if (!isShardPath(name)) throw notFound(name)
  return openLocalFile(root, name)
}

/**
 * Opens the file `name` (a plain relative path) under the folder `root`. Links are followed only as far as they stay in
 * the folder. Throws `shard-not-found`, `folder-link-refused` (the link leaves the folder) or `shard-unreadable`.
 */
export async function openLocalFile(root: string, name: string): Promise<ShardReader> {
  const path = await resolveInside(root, name)
  const file = await openFile(path, name)
  try {
    const facts = await file.stat({ bigint: true })
    if (!facts.isFile()) throw notFound(name)
    const bytes = Number(facts.size)
    return {
      name,
      bytes,
      etag: fileTag(facts),
      ranges: true,
      isImmutable: false,
      read: (range, signal) => readPieces(file, name, range ?? { start: 0, end: bytes }, signal),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function resolveInside(root: string, name: string): Promise<string> {
  try {
    const realRoot = await realpath(root)
    const path = await realpath(join(realRoot, name))
    if (isInside(realRoot, path)) return path
  } catch (cause) {
    throw isMissing(cause) ? notFound(name, cause) : unreadable(name, cause)
  }
  throw new SourceError(
    'folder-link-refused',
    `${name} is a link that leaves the folder. Copy the file into the folder instead.`,
  )
}

/** Without waiting for the other end of a pipe, and not through a link that was put there since. */
async function openFile(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    throw isMissing(cause) ? notFound(name, cause) : unreadable(name, cause)
  }
}

async function* readPieces(
  file: FileHandle,
  name: string,
  { start, end }: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    for (let position = start; position < end; ) {
      if (signal.aborted) throw new SourceError('client-closed', 'The request was given up.')
      const piece = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, end - position))
      const { bytesRead } = await file.read(piece, 0, piece.byteLength, position)
      if (bytesRead === 0)
        throw new SourceError('source-changed', `${name} became shorter while it was read. Load it again.`)
      position += bytesRead
      yield piece.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO'])

/** Whether a file system error says that there is nothing to open under that name. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && MISSING.has(error.code)
}

function notFound(name: string, cause?: unknown): SourceError {
  return new SourceError('shard-not-found', `The source has no file ${JSON.stringify(name.slice(0, 200))}.`, { cause })
}

function unreadable(name: string, cause: unknown): SourceError {
  return new SourceError('shard-unreadable', `${name} cannot be read by the server. Check its permissions.`, { cause })
}
