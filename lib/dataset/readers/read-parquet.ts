import { ParquetFile, type RecordBatch, wasmMemory } from 'parquet-wasm/esm'
import { ExampleError, PUBLISHED_COLUMNS } from '@/lib/core/example'
import { LoadError } from '../load-error'
import { type CColumn, readField, readRecordBatch } from './arrow-c-data'
import { ColumnTypeError, valueAt } from './arrow-values'
import { columnsOfBatch } from './batch-columns'
import { type ByteSource, toLazyBlob } from './byte-source'
import { encodeRows, type ReadOptions, type ShardBatch } from './shard-batch'

/** Uncompressed bytes of one batch, about. */
const BYTES_OF_BATCH = 12_000_000
const MIN_BATCH_ROWS = 32
const MAX_BATCH_ROWS = 2048

/** The largest row group, compressed: it is held in memory as a whole. */
export const MAX_ROW_GROUP_BYTES = 1024 * 1024 * 1024

/** A Parquet file whose footer has been read and whose columns are AlignX's. */
export interface ParquetShard {
  readonly rows: number
  /** The batches in row order, row group by row group. Throws `LoadError`. */
  readonly read: (options: ReadOptions) => AsyncGenerator<ShardBatch>
}

/** Opens a Parquet file. parquet-wasm must be instantiated. Throws `LoadError` (`parquet`, `schema`, …). */
export async function openParquet(source: ByteSource): Promise<ParquetShard> {
  const guard = createGuard(source.name)
  const file = await guard.run(() => ParquetFile.fromFile(toLazyBlob(source, guard.fail)))
  checkColumns(columnNames(file), source.name)
  const metadata = file.metadata()
  const groups = metadata.rowGroups().map((group) => ({
    rows: group.numRows(),
    bytes: group.totalByteSize(),
    compressedBytes: group.compressedSize(),
  }))
  const rows = groups.reduce((sum, group) => sum + group.rows, 0)
  return { rows, read: (options) => readGroups({ file, groups, guard, name: source.name }, options) }
}

interface RowGroup {
  readonly rows: number
  readonly bytes: number
  readonly compressedBytes: number
}

interface OpenFile {
  readonly name: string
  readonly file: ParquetFile
  readonly groups: readonly RowGroup[]
  readonly guard: Guard
}

async function* readGroups(open: OpenFile, options: ReadOptions): AsyncGenerator<ShardBatch> {
  const { groups, name } = open
  let row = 0
  for (const [index, group] of groups.entries()) {
    const groupEnd = row + group.rows
    if (groupEnd > options.startRow && group.rows > 0) {
      if (group.compressedBytes > MAX_ROW_GROUP_BYTES)
        throw new LoadError(
          'row-group-size',
          `${name}: row group ${index} has ${group.compressedBytes} bytes, the limit is ${MAX_ROW_GROUP_BYTES}. Write the file with smaller row groups.`,
        )
      row = Math.max(row, options.startRow)
      yield* readGroup(open, index, row, groupEnd, options)
    }
    row = groupEnd
  }
}

async function* readGroup(
  { file, groups, guard, name }: OpenFile,
  index: number,
  firstRow: number,
  endRow: number,
  options: ReadOptions,
): AsyncGenerator<ShardBatch> {
  const group = groups[index]
  if (!group) return
  const batchSize = Math.round(
    Math.min(Math.max(BYTES_OF_BATCH / (group.bytes / group.rows), MIN_BATCH_ROWS), MAX_BATCH_ROWS),
  )
  const offset = firstRow - (endRow - group.rows)
  const stream: ReadableStream<RecordBatch> = await guard.run(() =>
    file.stream({ rowGroups: [index], batchSize, ...(offset > 0 && { offset }) }),
  )
  const reader = stream.getReader()
  let row = firstRow
  try {
    for (let part = await guard.run(() => reader.read()); !part.done; part = await guard.run(() => reader.read())) {
      const batch = encodeRecordBatch(part.value, row, name, options)
      row = batch.endRow
      yield batch
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
  if (row !== endRow)
    throw new LoadError('parquet', `${name}: row group ${index} ends at row ${row} instead of ${endRow}.`)
}

/** Encodes a batch at once, while its views are valid: nothing may run between reading the views and the copy. */
function encodeRecordBatch(batch: RecordBatch, firstRow: number, name: string, { encode }: ReadOptions): ShardBatch {
  const exported = batch.toFFI()
  try {
    const cells = readRecordBatch(memory(), exported.schemaAddr(), exported.arrayAddr())
    const columns = readColumns(cells, firstRow, name)
    if (!columns) return encodeRows(rowsOfBatch(cells), firstRow, name, encode)
    const endRow = firstRow + columns.length
    const shardRows = Array.from({ length: columns.length }, (_, index) => firstRow + index)
    return { batch: encode(columns, shardRows), endRow, errors: [] }
  } catch (error) {
    throw error instanceof ColumnTypeError ? new LoadError('column-type', `${name}: ${error.message}.`) : error
  } finally {
    exported.free()
    batch.free()
  }
}

function readColumns(cells: CColumn, firstRow: number, name: string) {
  try {
    return columnsOfBatch(cells, { file: name, firstRow })
  } catch (error) {
    if (error instanceof ExampleError) return null
    throw error
  }
}

function rowsOfBatch(batch: CColumn): unknown[] {
  return Array.from({ length: batch.length }, (_, row) => valueAt(batch, row))
}

function columnNames(file: ParquetFile): string[] {
  const exported = file.schema().intoFFI()
  const { children } = readField(memory().buffer, exported.addr())
  exported.free()
  return children.map((child) => child.name)
}

/** What every AlignX file has, and what a benchmark file of AlignXplore+ has in its place. */
const SCHEMAS = [
  [PUBLISHED_COLUMNS.prompt, PUBLISHED_COLUMNS.chosen, PUBLISHED_COLUMNS.rejected],
  ['history', 'target'],
]

function checkColumns(names: readonly string[], file: string): void {
  if (SCHEMAS.some((schema) => schema.every((column) => names.includes(column)))) return
  const missing = (SCHEMAS[0] ?? []).filter((column) => !names.includes(column))
  throw new LoadError(
    'schema',
    `${file} is no AlignX file: it has no column ${missing.map((column) => JSON.stringify(column)).join(', ')}. Found: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}.`,
  )
}

function memory(): WebAssembly.Memory {
  const instance: unknown = wasmMemory()
  if (instance instanceof WebAssembly.Memory) return instance
  throw new LoadError('reader', 'The Parquet reader gives no access to its memory.')
}

interface Guard {
  readonly run: <Value>(read: () => Promise<Value>) => Promise<Value>
  readonly fail: (error: unknown) => void
}

/** Names the file in whatever parquet-wasm throws; failures of the byte source, told by `fail`, keep their own name. */
function createGuard(name: string): Guard {
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
