import { rename, rm, writeFile } from 'node:fs/promises'
import type { TableFacts, TableLine, TableTask } from '@/lib/answers/table-facts'
import { hashDataset } from '@/lib/dataset/dataset-hash'
import { fillFromPrepared } from './fill-from-prepared'
import { fillFromShards } from './fill-from-shards'
import { TableWriter } from './table-writer'

/** How often progress is said. */
const SAY_MS = 250

/**
 * Makes the table of a source: it and its facts appear by a rename each, the table last, and not at all when the process
 * ends before. Says how far it is, and as its last line whether it is done.
 */
export async function makeTable(task: TableTask, say: (line: TableLine) => void): Promise<void> {
  const partial = `${task.file}.partial-${process.pid}`
  try {
    const facts = await writeTable(task, partial, say)
    await writeFile(`${partial}.json`, `${JSON.stringify(facts)}\n`, { flush: true })
    await rename(`${partial}.json`, `${task.file}.json`)
    await rename(partial, task.file)
    say({ kind: 'made' })
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  } finally {
    for (const ending of ['', '.json', '.wal']) await rm(`${partial}${ending}`, { force: true })
  }
}

async function writeTable(task: TableTask, file: string, say: (line: TableLine) => void): Promise<TableFacts> {
  const writer = await TableWriter.create(file, task.memoryLimitMb)
  let saidAt = 0
  const tell = (share: number) => {
    if (performance.now() - saidAt < SAY_MS) return
    saidAt = performance.now()
    say({ kind: 'rows', rows: writer.rows, share })
  }
  try {
    const filled =
      task.from.kind === 'prepared'
        ? await fillFromPrepared(writer, task.from.folder, tell)
        : { shards: await fillFromShards(writer, { ...task, ...task.from }, tell), datasetHash: null }
    const { rows, hashes } = writer
    const faulty = filled.shards.find(({ problem }) => problem !== null)
    if (rows === 0) throw new Error(faulty?.problem ?? 'The source has no row that can be read.')
    await writer.finish()
    return {
      format: 'alignx-answers',
      version: 1,
      revision: task.revision,
      rows,
      datasetHash: filled.datasetHash ?? (await hashDataset(hashes)),
      shards: [...filled.shards],
    }
  } catch (error) {
    await writer.close().catch(() => undefined)
    throw error
  }
}
