import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { initSync } from 'parquet-wasm/esm'
import { type EncodedBatch, encodeBatch } from '../encode-batch'
import { hashColumns } from '../hash-columns'
import { createBufferedHasher } from '../hasher'
import { type ByteSource, openFile } from './byte-source'
import { type OpenShard, openShard } from './read-shard'
import { type Scratch, scratchOf } from './scratch'
import type { AsideOptions, ShardBatch } from './shard-batch'

/** Compiles parquet-wasm of the installed package. */
export function compileParquet(): WebAssembly.Module {
  const require = createRequire(import.meta.url)
  return new WebAssembly.Module(readFileSync(require.resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')))
}

/** Instantiates parquet-wasm in Node. */
export function initParquet(module = compileParquet()): void {
  initSync({ module })
}

let duckdb: Promise<DuckDBConnection> | null = null
const written = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

/** The bytes of a Parquet file that DuckDB writes from a query at the time of the test; they are written once, and only read. */
export function writeParquet(query: string, options = ''): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${query}${options}`
  const bytes = written.get(key) ?? writeCopy(query, options)
  written.set(key, bytes)
  return bytes
}

async function writeCopy(query: string, options: string): Promise<Uint8Array<ArrayBuffer>> {
  duckdb ??= connect()
  const folder = mkdtempSync(join(tmpdir(), 'alignx-shard-'))
  const path = join(folder, 'shard.parquet')
  await (await duckdb).run(`COPY (${query}) TO '${path}' (FORMAT parquet${options})`)
  const bytes = Uint8Array.from(readFileSync(path))
  rmSync(folder, { recursive: true })
  return bytes
}

async function connect(): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  return (await DuckDBInstance.create(':memory:')).connect()
}

export function sourceOf(bytes: Uint8Array<ArrayBuffer> | string, name: string): ByteSource {
  return openFile(new Blob([bytes]), name, () => undefined)
}

export interface ReadShard {
  readonly batches: readonly EncodedBatch[]
  readonly hashes: readonly string[]
  readonly errors: readonly string[]
  /** What ended the reading early. */
  readonly fault: unknown
}

/** A scratch file as the browser has them, in a folder of its own, with room for `room` bytes. */
export function makeScratch(room = Number.POSITIVE_INFINITY) {
  const folder = mkdtempSync(join(tmpdir(), 'alignx-scratch-'))
  const path = join(folder, 'scratch')
  writeFileSync(path, '')
  let open = 0
  return {
    open: async (): Promise<Scratch> => {
      const file = openSync(path, 'r+')
      open++
      return scratchOf({
        getSize: () => fstatSync(file).size,
        read: (bytes, { at }) => readSync(file, bytes, 0, bytes.length, at),
        write: (bytes, { at }) => writeSync(file, bytes, 0, Math.min(bytes.length, Math.max(0, room - at)), at),
        close() {
          closeSync(file)
          open--
        },
      })
    },
    size: () => statSync(path).size,
    openFiles: () => open,
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Reads a whole shard as the loader does, and keeps what it threw at the end. */
export async function readShard(
  source: ByteSource,
  startRow = 0,
  open = openShard,
  aside?: AsideOptions,
): Promise<ReadShard> {
  const hasher = await createBufferedHasher()
  const parts: ShardBatch[] = []
  let firstRowNumber = 0
  let fault: unknown = null
  try {
    const shard: OpenShard = await open(source)
    const encode = (columns: Parameters<typeof encodeBatch>[0], shardRows: ArrayLike<number>) => {
      const batch = encodeBatch(columns, hashColumns(columns, hasher), { firstRowNumber, shard: 0, shardRows })
      firstRowNumber += batch.rows
      return batch
    }
    for await (const part of shard.read({ startRow, encode, ...(aside && { aside }) })) parts.push(part)
  } catch (error) {
    fault = error
  }
  const batches = parts.flatMap((part) => part.batch ?? [])
  return {
    batches,
    hashes: batches.flatMap((batch) => batch.hashes),
    errors: parts.flatMap((part) => part.errors.map((error) => error.message)),
    fault,
  }
}
