import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { chunkRange } from '@/lib/core/prepared/chunks'
import type { PreparedFile, PreparedManifest } from '@/lib/core/prepared/manifest'
import { CheckError } from './check-error'

/** Compares every file of a dataset with its length, its hash and the hashes of its chunks. Throws `CheckError`. */
export async function checkFileHashes(folder: string, manifest: PreparedManifest): Promise<void> {
  for (const [path, entry] of Object.entries(manifest.files)) await checkFile(join(folder, path), path, entry)
}

async function checkFile(file: string, path: string, entry: PreparedFile): Promise<void> {
  const facts = await stat(file).catch((cause: unknown) => {
    throw new CheckError(`${path} is missing. Copy the folder again or prepare the dataset again.`, { cause })
  })
  if (facts.size !== entry.bytes)
    throw new CheckError(`${path} has ${facts.size} bytes, the manifest says ${entry.bytes}. ${ADVICE}`)
  const hash = createHash('sha256')
  for await (const block of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(block)
  if (hash.digest('hex') !== entry.sha256)
    throw new CheckError(`${path} has another SHA-256 than the manifest says. ${ADVICE}`)
  if (entry.chunks) await checkChunks(file, path, entry)
}

const ADVICE = 'Copy the folder again or prepare the dataset again.'

async function checkChunks(file: string, path: string, entry: PreparedFile): Promise<void> {
  const handle = await open(file)
  try {
    for (const [chunk, sha256] of entry.chunks?.sha256.entries() ?? []) {
      const { start, end } = chunkRange(entry, chunk)
      const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
      if (createHash('sha256').update(buffer).digest('hex') !== sha256)
        throw new CheckError(`${path}: chunk ${chunk} has another SHA-256 than the manifest says. ${ADVICE}`)
    }
  } finally {
    await handle.close()
  }
}
