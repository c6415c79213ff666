import { openAsBlob, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initSync } from 'parquet-wasm/esm'
import type { EncodedBatch } from '@/lib/dataset/encode-batch'
import type { ExampleColumns } from '@/lib/dataset/example-columns'
import { openFile } from '@/lib/dataset/readers/byte-source'
import { openShard } from '@/lib/dataset/readers/read-shard'

/** Takes what is read of a shard, in order. The columns may be looked at during the call only. */
export interface RowSink {
  readonly addRows: (columns: ExampleColumns, shardRows: ArrayLike<number>) => void
  readonly addFault: (fault: string) => void
}

let isParquetReady = false

/**
 * Reads a shard of any format with the browser's own readers. Returns whether it says that it is synthetic.
 * Throws `LoadError` for a file that cannot be read to its end.
 */
export async function readAsBrowser(path: string, name: string, sink: RowSink): Promise<boolean> {
  startParquet()
  const shard = await openShard(openFile(await openAsBlob(path), name, () => undefined))
  let { synthetic } = shard
  const encode = (columns: ExampleColumns, shardRows: ArrayLike<number>): EncodedBatch => {
    sink.addRows(columns, shardRows)
    return { ...NOT_ENCODED, rows: columns.length }
  }
  for await (const piece of shard.read({ startRow: 0, encode })) {
    for (const error of piece.errors) sink.addFault(error.message)
    synthetic ||= piece.synthetic ?? false
  }
  return synthetic
}

const NOT_ENCODED = {
  ipc: new Uint8Array(0),
  planes: new BigUint64Array(0),
  historyPlanes: new BigUint64Array(0),
  historyEveryPlanes: new BigUint64Array(0),
  hasDirection: new Uint8Array(0),
  texts: new Uint8Array(0),
  facets: new Int32Array(0),
  shard: 0,
  hashes: [],
}

/** Instantiates the Parquet reader from the installed package, once. */
export function startParquet(): void {
  if (isParquetReady) return
  const require = createRequire(import.meta.url)
  initSync({ module: readFileSync(require.resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')) })
  isParquetReady = true
}
