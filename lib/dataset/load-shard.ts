import initParquet from 'parquet-wasm/esm'
import type { ContentHasher } from '@/lib/core/content-hash'
import { encodeBatch } from './encode-batch'
import { indexBuffers } from './index-sink'
import type { LoaderMessage, LoadRequest } from './loader-protocol'
import { type ByteSource, openFile } from './readers/byte-source'
import { openShard } from './readers/read-shard'
import { openUrl } from './readers/url-source'

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
  request: LoadRequest,
  hasher: ContentHasher,
  send: (message: LoaderMessage, transfer: ArrayBuffer[]) => void,
  ready: () => Promise<void>,
): Promise<void> {
  let bytesDone = 0
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
    encode: (columns, shardRows) => {
      const batch = encodeBatch(columns, { firstRowNumber, shard: request.shard, shardRows }, hasher)
      firstRowNumber += batch.rows
      return batch
    },
  })
  for await (const { batch, endRow, errors, synthetic = false } of pieces) {
    await ready()
    const problems = errors.map(({ message, place, problem }) => ({ message, place, problem }))
    const transfer = batch ? [batch.ipc.buffer, ...indexBuffers(batch)] : []
    const piece = { batch, endRow, errors: problems, synthetic, bytesDone: Math.min(bytesDone, source.size) }
    send({ kind: 'piece', piece }, transfer)
  }
  send({ kind: 'done' }, [])
}

function openSource(request: LoadRequest, count: (bytes: number) => void): Promise<ByteSource> | ByteSource {
  const { origin, name } = request
  return origin.kind === 'url' ? openUrl(origin.url, name, count) : openFile(origin.file, name, count)
}
