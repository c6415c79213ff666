import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createRandom } from '@/lib/core/random'
import { LoadError } from '../load-error'
import { initParquet, readShard, sourceOf } from './test-shards'

/** What a thread of damaged files is given: a Parquet file of `rows` rows and which of its damaged forms to read. */
export interface DamageTask {
  readonly path: string
  readonly rows: number
  readonly first: number
  readonly last: number
  readonly parquet: WebAssembly.Module
}

/** How the reading of one damaged form ended. */
export interface DamageOutcome {
  readonly flip: number
  readonly outcome: 'read' | 'named' | 'unnamed' | 'lost'
  readonly detail: string
}

/**
 * A thread that reads a Parquet file over and over, each time with other bytes changed, and tells how each ended. A
 * reader that breaks down takes the thread with it, as it takes the loader's worker in the app.
 */
const task: DamageTask = workerData
const good = Uint8Array.from(readFileSync(task.path))

initParquet(task.parquet)
for (let flip = task.first; flip < task.last; flip++) parentPort?.postMessage(await readDamaged(flip))

async function readDamaged(flip: number): Promise<DamageOutcome> {
  const shard = await readShard(sourceOf(damage(good, flip + 1), 'bad.parquet'))
  if (shard.fault instanceof LoadError) return { flip, outcome: 'named', detail: shard.fault.code }
  if (shard.fault) return { flip, outcome: 'unnamed', detail: String(shard.fault) }
  const isWhole = shard.hashes.length + shard.errors.length === task.rows
  const detail = `${shard.hashes.length} rows and ${shard.errors.length} errors`
  return { flip, outcome: isWhole ? 'read' : 'lost', detail }
}

/** One to four bits flipped; every third time all of them in the last 600 bytes, where the footer is. */
function damage(bytes: Uint8Array<ArrayBuffer>, flipSeed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(flipSeed)
  const from = flipSeed % 3 === 0 ? Math.max(0, bytes.length - 600) : 0
  const damaged = bytes.slice()
  for (let flip = 0; flip <= Math.floor(random() * 4); flip++) {
    const at = from + Math.floor(random() * (bytes.length - from))
    damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  }
  return damaged
}
