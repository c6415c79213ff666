import type { ShardFacts } from '../loader-protocol'
import type { ByteSource } from './byte-source'
import { detectFormat, HEAD_BYTES } from './detect-format'
import { readJson } from './read-json'
import { openParquet } from './read-parquet'
import type { ReadOptions, ShardBatch } from './shard-batch'

/** A shard whose format is known. */
export interface OpenShard extends Omit<ShardFacts, 'bytes'> {
  readonly read: (options: ReadOptions) => AsyncGenerator<ShardBatch>
}

/** Opens a shard by what its first bytes say. Throws `LoadError`. */
export async function openShard(source: ByteSource): Promise<OpenShard> {
  const head = new Uint8Array(await source.readRange(0, Math.min(HEAD_BYTES, source.size)))
  const format = detectFormat(head, source.name)
  if (format === 'parquet') return openParquet(source)
  return {
    rows: null,
    synthetic: false,
    columns: null,
    read: (options) => readJson(source, format === 'gzip', options),
  }
}
