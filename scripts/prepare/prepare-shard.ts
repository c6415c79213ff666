import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { LoadError } from '@/lib/dataset/load-error'
import { hashFile } from './hash-file'
import { PART_FILES, type Part, type PartSource } from './part'
import { PartWriter } from './part-writer'
import { type RowSink, readAsBrowser } from './read-as-browser'
import { readInOwnDatabase } from './read-natively'

/** One shard to be made a part of. */
export interface ShardTask {
  /** The file to read: the shard itself, or what was fetched of it. */
  readonly path: string
  readonly source: PartSource
  /** Where the part is to lie. */
  readonly folder: string
  readonly memoryLimitMb: number
}

/** Told of rows as they are done. */
export type CountRows = (rows: number) => void

/** A shard that cannot be prepared; the message names the file. */
export class ShardError extends Error {
  override name = 'ShardError'
}

/**
 * Prepares one shard: its part appears as a whole by one rename, and not at all when the process ends before. A part
 * that another process finished in the meantime is kept. Throws `ShardError`.
 */
export async function prepareShard(task: ShardTask, countRows: CountRows): Promise<void> {
  const work = `${task.folder}.${partialSuffix()}`
  try {
    await mkdir(work, { recursive: true })
    const { writer, synthetic } = await writeRows(task, work, countRows)
    const part: Part = {
      format: 'alignx-prepared-part',
      version: 1,
      source: task.source,
      sourceBytes: (await stat(task.path)).size,
      sourceSha256: await hashFile(task.path),
      synthetic,
      ...writer.finish(),
    }
    if (part.rows === 0 && part.leftOut > 0) throw new ShardError(part.faults[0] ?? `${task.source.name} has no row`)
    await writeFile(join(work, PART_FILES.manifest), `${JSON.stringify(part)}\n`, { flush: true })
    await putInPlace(work, task.folder)
  } catch (error) {
    if (error instanceof LoadError) throw new ShardError(error.message, { cause: error })
    throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Marks what is being written of a part: by which process of which machine. */
export function partialSuffix(): string {
  return `partial-${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
}

/** Whether something beside the parts was left by a process of this machine that is gone. */
export function isAbandoned(name: string): boolean {
  const match = /\.partial-(.+)-(\d+)-[0-9a-f]{8}$/.exec(name)
  if (!match || match[1] !== hostname()) return false
  try {
    process.kill(Number(match[2]), 0)
    return false
  } catch {
    return true
  }
}

async function putInPlace(work: string, folder: string): Promise<void> {
  try {
    await rename(work, folder)
  } catch (error) {
    if (!isOccupied(error)) throw error
  }
}

function isOccupied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
}

/** Natively where every row is as published, else once more from the beginning as the browser reads it. */
async function writeRows(task: ShardTask, work: string, countRows: CountRows) {
  const attempts = task.path.endsWith('.parquet') ? [readInOwnDatabase, readInTask] : [readInTask]
  for (const [place, read] of attempts.entries()) {
    const writer = new PartWriter(work)
    let told = 0
    const sink: RowSink = {
      addRows(columns, shardRows) {
        writer.addRows(columns, shardRows)
        told += columns.length
        countRows(columns.length)
      },
      addFault: (fault) => writer.addFault(fault),
    }
    try {
      return { writer, synthetic: await read(task, sink) }
    } catch (error) {
      writer.abandon()
      countRows(-told)
      if (place === attempts.length - 1) throw error
    }
  }
  throw new ShardError(`${task.source.name} was not read`)
}

function readInTask({ path, source }: ShardTask, sink: RowSink): Promise<boolean> {
  return readAsBrowser(path, source.name, sink)
}
