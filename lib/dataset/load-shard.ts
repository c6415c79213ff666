import initParquet from 'parquet-wasm/esm'
import { encodeBatch } from './encode-batch'
import type { ExampleColumns } from './example-columns'
import { indexBuffers } from './index-sink'
import type { LoaderMessage, WorkerRequest } from './loader-protocol'
import { type ByteSource, openFile } from './readers/byte-source'
import { openShard } from './readers/read-shard'
import { openScratch } from './readers/scratch'
import type { AsideOptions, GroupAside } from './readers/shard-batch'
import { openUrl } from './readers/url-source'

/** The content hashes of consecutive examples. */
export type HashRows = (columns: ExampleColumns) => Promise<readonly string[]>

/** Milliseconds between two progress messages at least. */
const PROGRESS_MS = 100

/** Instantiates the Parquet reader from the page's own origin, once. */
export function createParquetStart(): (url: string) => Promise<void> {
  let starting: Promise<unknown> | null = null
  return async (url) => {
    starting ??= initParquet({ module_or_path: url })
    await starting
  }
}

/**
 * Reads a shard and tells everything through `send`; waits for `ready` before each piece. Throws what the readers throw.
 */
export async function loadShard(
  request: WorkerRequest,
  hash: HashRows,
  send: (message: LoaderMessage, transfer: ArrayBuffer[]) => void,
  ready: () => Promise<void>,
): Promise<void> {
  let { bytesDone } = request
  let toldAtMs = 0
  const source = await openSource(request, (bytes) => {
    bytesDone += bytes
    if (performance.now() - toldAtMs < PROGRESS_MS) return
    toldAtMs = performance.now()
    send({ kind: 'progress', bytesDone }, [])
  })
  const shard = await openShard(source)
  const { rows, synthetic, columns } = shard
  send({ kind: 'opened', facts: { bytes: source.size, rows, synthetic, columns } }, [])
  let firstRowNumber = request.firstRowNumber
  const pieces = shard.read({
    startRow: request.startRow,
    encode: async (columns, shardRows) => {
      const hashes = await hash(columns)
      const batch = encodeBatch(columns, hashes, { firstRowNumber, shard: request.shard, shardRows })
      firstRowNumber += batch.rows
      return batch
    },
    ...(request.scratch !== null && { aside: asideOptions(request.scratch, request.aside, handOver) }),
  })
  try {
    for await (const { batch, endRow, errors, synthetic = false } of pieces) {
      await ready()
      const problems = errors.map(({ message, place, problem }) => ({ message, place, problem }))
      const transfer = batch ? [batch.ipc.buffer, ...indexBuffers(batch)] : []
      const piece = { batch, endRow, errors: problems, synthetic, bytesDone: Math.min(bytesDone, source.size) }
      send({ kind: 'piece', piece }, transfer)
    }
    send({ kind: 'done' }, [])
  } catch (error) {
    if (!(error instanceof HandedOver)) throw error
  }

  function handOver(aside: GroupAside, startRow: number): never {
    send({ kind: 'aside', rest: { startRow, firstRowNumber, bytesDone, aside } }, [])
    throw new HandedOver()
  }
}

/** Ends the reading of a shard that another worker goes on with. */
class HandedOver extends Error {}

function asideOptions(scratch: string, group: GroupAside | null, onAside: AsideOptions['onAside']): AsideOptions {
  return { group, onAside, open: () => openScratch(scratch) }
}

function openSource(request: WorkerRequest, count: (bytes: number) => void): Promise<ByteSource> | ByteSource {
  const { origin, name } = request
  return origin.kind === 'url' ? openUrl(origin.url, name, count) : openFile(origin.file, name, count)
}
