import { stat } from 'node:fs/promises'
import type { ShardFacts } from '@/lib/answers/table-facts'
import { type RowSink, readAsBrowser } from '../prepare/read-as-browser'
import { readInOwnDatabase } from '../prepare/read-natively'
import type { TableWriter } from './table-writer'

interface ShardsTask {
  readonly shards: readonly { readonly name: string; readonly path: string }[]
  readonly synthetic: boolean
  readonly memoryLimitMb: number
}

/**
 * Puts the rows of shards into a table, in load order. A faulty row is left out and a shard that breaks off keeps what
 * came before, as in the browser. `tell` gets the share that is done, in [0, 1], by the bytes of the shards.
 */
export async function fillFromShards(
  writer: TableWriter,
  { shards, synthetic, memoryLimitMb }: ShardsTask,
  tell: (share: number) => void,
): Promise<readonly ShardFacts[]> {
  const sizes = await Promise.all(shards.map(async ({ path }) => (await stat(path)).size))
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0)
  const facts: ShardFacts[] = []
  let done = 0
  for (const [place, shard] of shards.entries()) {
    const before = writer.rows
    const read = await readShard(writer, { ...shard, place, memoryLimitMb }, () => tell(done / total))
    await writer.endShard()
    const bytes = sizes[place] ?? 0
    done += bytes
    facts.push({
      name: shard.name,
      bytes,
      rows: writer.rows - before,
      leftOut: read.leftOut,
      synthetic: synthetic || read.synthetic,
      problem: read.problem,
    })
    tell(done / total)
  }
  return facts
}

interface ShardTask {
  readonly name: string
  readonly path: string
  readonly place: number
  readonly memoryLimitMb: number
}

/** Natively where every row is as published, else once more from the beginning as the browser reads it. */
async function readShard(writer: TableWriter, task: ShardTask, tell: () => void) {
  let leftOut = 0
  const sink: RowSink = {
    addRows(columns, shardRows) {
      writer.addRows(columns, task.place, shardRows)
      tell()
    },
    addFault: () => {
      leftOut++
    },
  }
  if (task.path.endsWith('.parquet')) {
    try {
      return { synthetic: await readInOwnDatabase(task, sink), leftOut, problem: null }
    } catch {
      await writer.dropShard()
      leftOut = 0
    }
  }
  try {
    return { synthetic: await readAsBrowser(task.path, task.name, sink), leftOut, problem: null }
  } catch (error) {
    return { synthetic: false, leftOut, problem: error instanceof Error ? error.message : String(error) }
  }
}
