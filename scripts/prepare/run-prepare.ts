import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseManifest } from '@/lib/core/prepared/manifest'
import { fetchShard } from './fetch-shard'
import { type HubSettings, type InputShard, listShards, partName } from './list-shards'
import { mergeParts, readManifestText, removeParts } from './merge'
import { PARTS_FOLDER, type PartSource, readPart } from './part'
import { listPartFolders } from './part-list'
import { isAbandoned } from './prepare-shard'
import { Progress } from './progress'
import { ShardPool } from './shard-pool'

/** What to prepare and how. */
export interface PrepareSettings {
  readonly inputs: readonly string[]
  readonly out: string
  readonly jobs: number
  /** Only each `of`-th shard from number `index` (from 0) on; all where it is `null`. */
  readonly share: { readonly index: number; readonly of: number } | null
  /** Whether the parts are merged at the end. */
  readonly merges: boolean
  readonly keepParts: boolean
  readonly version: string
  readonly hub: HubSettings
  readonly tell: (line: string) => void
}

const MEMORY_MB = 3000

/** Prepares the shards that are not prepared yet, then merges. Throws `ShardError`, `MergeError`, `SourceError`. */
export async function runPrepare(settings: PrepareSettings): Promise<void> {
  const { out, tell, share } = settings
  const shards = await listShards(settings.inputs, settings.hub)
  if (await isPrepared(out, shards)) {
    // A run that was killed just after its merge left them.
    if (!settings.keepParts) await removeParts(out)
    return tell(`${out} holds these ${shards.length} shards already.`)
  }
  await mkdir(join(out, PARTS_FOLDER), { recursive: true })
  await removeAbandoned(out)
  const mine = shards
    .map((shard, place) => ({ shard, source: sourceOf(shard, place, shards.length) }))
    .filter((_, place) => share === null || place % share.of === share.index)
  await prepareShards(settings, mine)
  if (settings.merges && share === null) await runMerge(settings)
}

/** Merges the parts of a folder and tells what it came to. */
export async function runMerge({ out, version, keepParts, tell }: Omit<PrepareSettings, 'inputs'>): Promise<void> {
  const startedMs = performance.now()
  const manifest = await mergeParts({ out, version, keepParts, tell: (step) => tell(`merge: ${step}`) })
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  const leftOut = manifest.shards.reduce((sum, shard) => sum + shard.leftOut, 0)
  tell(
    `${out}: ${manifest.rows} rows of ${manifest.shards.length} shards merged in ${seconds} s${leftOut > 0 ? `, ${leftOut} faulty rows left out` : ''}`,
  )
}

interface OwnShard {
  readonly shard: InputShard
  readonly source: PartSource
}

async function prepareShards(settings: PrepareSettings, mine: readonly OwnShard[]): Promise<void> {
  const { out, jobs, tell } = settings
  const open: OwnShard[] = []
  for (const own of mine) if (!(await isFinished(out, own.source))) open.push(own)
  if (open.length < mine.length) tell(`${mine.length - open.length} of ${mine.length} shards are prepared already`)
  if (open.length === 0) return
  const threads = Math.min(jobs, open.length)
  const progress = new Progress(
    open.map(({ shard }) => shard.bytes),
    tell,
  )
  const pool = await ShardPool.create(threads)
  try {
    const queue = [...open]
    const lane = async () => {
      for (let own = queue.shift(); own; own = queue.shift()) {
        await prepareOne(own, settings, pool, Math.floor(MEMORY_MB / threads), progress)
        const part = await readPart(join(out, PARTS_FOLDER, partName(own.source.name)))
        for (const fault of part?.faults ?? []) tell(`left out: ${fault}`)
        if (part && part.leftOut > part.faults.length)
          tell(`left out: ${part.leftOut - part.faults.length} more rows of ${own.source.name}`)
      }
    }
    await Promise.all(Array.from({ length: threads }, lane))
    progress.finish()
  } finally {
    await pool.close()
  }
}

async function prepareOne(
  { shard, source }: OwnShard,
  { out }: PrepareSettings,
  pool: ShardPool,
  memoryLimitMb: number,
  progress: Progress,
): Promise<void> {
  const folder = join(out, PARTS_FOLDER, partName(source.name))
  // Another process may have prepared it since this one began.
  if (await isFinished(out, source)) {
    progress.endShard(shard.bytes)
    return
  }
  // A part of another state of its source is in the way.
  await rm(folder, { recursive: true, force: true })
  const isLocal = typeof shard.place === 'string'
  const path = typeof shard.place === 'string' ? shard.place : await fetchShard(shard, shard.place, folder)
  try {
    await pool.prepare({ path, source, folder, memoryLimitMb }, (rows) => progress.add(rows))
    progress.endShard(shard.bytes)
  } finally {
    if (!isLocal) await rm(path, { force: true })
  }
}

function sourceOf({ name, bytes, tag }: InputShard, place: number, of: number): PartSource {
  return { name, bytes, tag, place, of }
}

async function isFinished(out: string, source: PartSource): Promise<boolean> {
  const part = await readPart(join(out, PARTS_FOLDER, partName(source.name)))
  return part !== null && JSON.stringify(part.source) === JSON.stringify(source)
}

/** Whether the folder is a finished dataset of just these shards, by name and length. */
async function isPrepared(out: string, shards: readonly InputShard[]): Promise<boolean> {
  const text = await readManifestText(out)
  if (text === null) return false
  const manifest = parseManifest(text, join(out, 'manifest.json'))
  return (
    manifest.shards.length === shards.length &&
    manifest.shards.every(({ name, bytes }, place) => name === shards[place]?.name && bytes === shards[place]?.bytes)
  )
}

async function removeAbandoned(out: string): Promise<void> {
  for (const name of await listPartFolders(out))
    if (isAbandoned(name)) await rm(join(out, PARTS_FOLDER, name), { recursive: true, force: true })
}
