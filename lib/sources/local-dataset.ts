import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceDetail } from './source'
import { SourceError } from './source-error'

/** Where the files of a source lie on this server, for a program of its own that reads them. All paths are absolute. */
export type LocalDataset = {
  readonly id: string
  readonly label: string
  readonly synthetic: boolean
  /** Names the content: another one when any file of the source changes. 16 hex characters. */
  readonly revision: string
  /** Length of all files that are read, in bytes. */
  readonly bytes: number
} & (
  | { readonly kind: 'shards'; readonly shards: readonly { readonly name: string; readonly path: string }[] }
  | { readonly kind: 'prepared'; readonly folder: string }
)

/**
 * Where the shards of a described source lie below `root`, links followed; its revision, or the hash of all names and
 * entity tags. Throws the source's problem where it has no shard that can be read.
 */
export async function locateShards(root: string, detail: SourceDetail): Promise<LocalDataset> {
  const { id, label, synthetic, revision, shards, problem } = detail
  if (shards.length === 0)
    throw new SourceError(problem?.code ?? 'source-empty', problem?.message ?? `The source ${id} has no file to read.`)
  const names = shards.map(({ name, etag }) => `${name} ${etag}`).join('\n')
  return {
    kind: 'shards',
    id,
    label,
    synthetic,
    revision: revision ?? createHash('sha256').update(names).digest('hex').slice(0, 16),
    bytes: shards.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    shards: await Promise.all(shards.map(async ({ name }) => ({ name, path: await realpath(join(root, name)) }))),
  }
}
