import { type ParquetFile, type RecordBatch, wasmMemory } from 'parquet-wasm/esm'
import { LoadError } from '../load-error'
import { type CColumn, readRecordBatch } from './arrow-c-data'
import { ColumnTypeError } from './arrow-values'
import type { RangeMemory } from './range-memory'

/** How much of a row group is read at once, in uncompressed bytes. */
export interface ParquetLimits {
  /** Above this a row group is read column by column. */
  readonly largeGroupBytes: number
  /** Texts of a large row group that are held at once, where they cannot be put aside. */
  readonly windowBytes: number
  /** Of one column of it, where they can. */
  readonly columnBytes: number
}

/** A column chunk of a row group. */
export interface ColumnChunk {
  /** Top-level column first. */
  readonly path: readonly string[]
  /** Values on the lowest level, list items one by one. */
  readonly values: number
  /** Uncompressed. */
  readonly bytes: number
}

/** What the footer says of a row group. */
export interface RowGroup {
  readonly rows: number
  readonly bytes: number
  readonly compressedBytes: number
  readonly leaves: readonly ColumnChunk[]
}

/** A Parquet file whose footer has been read. */
export interface OpenFile {
  readonly name: string
  readonly file: ParquetFile
  readonly groups: readonly RowGroup[]
  readonly guard: Guard
  readonly limits: ParquetLimits
  readonly ranges: RangeMemory
}

/** Rows `first` to `end` (excluded) of a row group. */
export interface Window {
  readonly group: number
  readonly groupStart: number
  readonly first: number
  readonly end: number
  readonly batchRows: number
}

/** The record batches of a window, of some columns or of all. */
export async function* streamBatches({ file, guard }: OpenFile, window: Window, columns: readonly string[] | null) {
  const stream: ReadableStream<RecordBatch> = await guard.run(() =>
    file.stream({
      rowGroups: [window.group],
      batchSize: window.batchRows,
      offset: window.first - window.groupStart,
      limit: window.end - window.first,
      ...(columns && { columns: [...columns] }),
    }),
  )
  const reader = stream.getReader()
  try {
    for (let part = await guard.run(() => reader.read()); !part.done; part = await guard.run(() => reader.read()))
      yield part.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Lets `read` see a batch while its views are valid, and frees it: nothing else may run in between. */
export function withColumns<Value>(batch: RecordBatch, read: (cells: CColumn) => Value): Value {
  const exported = batch.toFFI()
  try {
    return read(readRecordBatch(memory(), exported.schemaAddr(), exported.arrayAddr()))
  } finally {
    exported.free()
    batch.free()
  }
}

/** Names the file in an error of a column's type; other errors stay. */
export function nameType(error: unknown, file: string): unknown {
  return error instanceof ColumnTypeError ? new LoadError('column-type', `${file}: ${error.message}.`) : error
}

export function memory(): WebAssembly.Memory {
  const instance: unknown = wasmMemory()
  if (instance instanceof WebAssembly.Memory) return instance
  throw new LoadError('reader', 'The Parquet reader gives no access to its memory.')
}

/** Runs reads of parquet-wasm. */
export interface Guard {
  readonly run: <Value>(read: () => Promise<Value>) => Promise<Value>
  readonly fail: (error: unknown) => void
}

/** Names the file in whatever parquet-wasm throws; failures of the byte source, told by `fail`, keep their own name. */
export function createGuard(name: string): Guard {
  let failure: unknown = null
  return {
    fail(error) {
      failure = error
    },
    async run(read) {
      try {
        return await read()
      } catch (cause) {
        if (failure instanceof LoadError) throw failure
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw new LoadError('parquet', `${name} is torn or damaged: ${reason}`, undefined, { cause })
      }
    },
  }
}
