import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createSourceService, DEFAULT_UPSTREAM_SETTINGS, type Shard, type SourceService } from '@/lib/sources'
import { listFolder } from '@/lib/sources/folder-listing'
import type { StoredSource } from '@/lib/sources/stored-source'
import { ShardError } from './prepare-shard'

/** A shard on another server. */
export interface RemoteFile {
  /** Whether it can be read from another byte than the first on. */
  readonly hasRanges: boolean
  readonly read: (start: number, signal: AbortSignal) => AsyncIterable<Uint8Array>
}

/** A shard to be prepared: a file of this machine, or one on another server, which is fetched first. */
export interface InputShard {
  readonly name: string
  readonly bytes: number | null
  readonly tag: string
  readonly place: string | RemoteFile
}

/** How remote shards are reached; from the same settings as the app's. */
export interface HubSettings {
  readonly hubUrl: string
  readonly hubToken: string | null
}

/**
 * The shards of files, folders, URLs and `hf://` references in the order given, those of a folder by their path. Two
 * shards of one name are told apart by a number. Throws `ShardError` and `SourceError`.
 */
export async function listShards(inputs: readonly string[], hub: HubSettings): Promise<InputShard[]> {
  const service = createRemoteService(hub)
  const shards: InputShard[] = []
  for (const input of inputs) shards.push(...(await listInput(input, service)))
  if (shards.length === 0)
    throw new ShardError(`${inputs.join(', ')}: there is no shard (.parquet, .json, .jsonl or .ndjson, also .gz)`)
  const names = new Map<string, number>()
  return shards.map((shard) => {
    const copy = (names.get(shard.name) ?? 0) + 1
    names.set(shard.name, copy)
    return copy === 1 ? shard : { ...shard, name: `${shard.name} (${copy})` }
  })
}

/** The folder of a shard's part: its name in plain characters, and a hash that tells all names apart. */
export function partName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(-60)
  return `${plain}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

async function listInput(input: string, service: SourceService): Promise<InputShard[]> {
  if (/^https?:\/\//.test(input)) return listRemote(service, { kind: 'url', urls: [input] })
  if (input.startsWith('hf://')) return listRemote(service, { kind: 'hub', ref: input })
  const facts = await stat(input).catch((cause: unknown) => {
    throw new ShardError(`${input}: there is no such file or folder`, { cause })
  })
  if (!facts.isDirectory())
    return [{ name: basename(input), bytes: facts.size, tag: String(facts.mtimeMs), place: input }]
  const { shards, problems } = await listFolder(input)
  const [problem] = problems
  if (problem) throw new ShardError(`${input}: ${problem.message}`)
  return Promise.all(
    shards.map(async ({ name, bytes }) => ({
      name,
      bytes,
      tag: String((await stat(join(input, name))).mtimeMs),
      place: join(input, name),
    })),
  )
}

async function listRemote(
  service: SourceService,
  source: Parameters<SourceService['addSource']>[0],
): Promise<InputShard[]> {
  const { id, shards } = await service.addSource(source, new AbortController().signal)
  return shards.map((shard) => ({
    name: shard.name,
    bytes: shard.bytes,
    tag: shard.etag ?? '',
    place: {
      hasRanges: shard.ranges && shard.bytes !== null,
      read: (start, signal) => readShard(service, id, shard, start, signal),
    },
  }))
}

async function* readShard(
  service: SourceService,
  id: string,
  { name, bytes }: Shard,
  start: number,
  signal: AbortSignal,
) {
  const reader = await service.openShard(id, name)
  try {
    yield* reader.read(start > 0 && bytes !== null ? { start, end: bytes } : null, signal)
  } finally {
    await reader.close()
  }
}

/** The app's source service with nothing in it but what this run asks for. */
function createRemoteService({ hubUrl, hubToken }: HubSettings): SourceService {
  const sources = new Map<string, StoredSource>()
  const settings = { sampleFolder: '', dataFolder: null, hubUrl, hubToken, upstream: DEFAULT_UPSTREAM_SETTINGS }
  return createSourceService(settings, {
    list: async () => [...sources.values()],
    add: async (source) => {
      sources.set(source.id, source)
    },
    remove: async (id) => sources.delete(id),
  })
}
