import { ParquetFile, type RecordBatch, wasmMemory } from 'parquet-wasm/esm'
import { ExampleError, PUBLISHED_COLUMNS, publishedColumns } from '@/lib/core/example'
import { LoadError } from '../load-error'
import type { ShardFacts } from '../loader-protocol'
import { type CColumn, readField, readRecordBatch } from './arrow-c-data'
import { ColumnTypeError, valueAt } from './arrow-values'
import { columnsOfBatch, KNOWN_COLUMNS } from './batch-columns'
import { type ByteSource, toLazyBlob } from './byte-source'
import { type BatchParts, createParts, joinParts, takeColumns } from './leaf-columns'
import { encodeRows, type ReadOptions, type ShardBatch } from './shard-batch'

/** Uncompressed bytes of one batch, about. */
const BYTES_OF_BATCH = 12_000_000
const MIN_BATCH_ROWS = 32
const MAX_BATCH_ROWS = 2048

/** How much of a row group is read at once, in uncompressed bytes. */
export interface ParquetLimits {
  /**
   * Above this a row group is read column by column: the reader decodes all rows of what it reads at once, so that
   * reading the columns together would take three times the row group's bytes.
   */
  readonly largeGroupBytes: number
  /** Rows of a large row group that are held at once. */
  readonly windowBytes: number
}

const LIMITS: ParquetLimits = { largeGroupBytes: 96_000_000, windowBytes: 400_000_000 }

/** The largest row group, compressed: it is held in memory as a whole. */
export const MAX_ROW_GROUP_BYTES = 1024 * 1024 * 1024

/** A Parquet file whose footer has been read and whose columns are AlignX's. */
export interface ParquetShard extends Omit<ShardFacts, 'bytes'> {
  readonly rows: number
  /** The batches in row order, row group by row group. Throws `LoadError`. */
  readonly read: (options: ReadOptions) => AsyncGenerator<ShardBatch>
}

/** Opens a Parquet file. parquet-wasm must be instantiated. Throws `LoadError` (`parquet`, `schema`, …). */
export async function openParquet(source: ByteSource, limits = LIMITS): Promise<ParquetShard> {
  const guard = createGuard(source.name)
  const file = await guard.run(() => ParquetFile.fromFile(toLazyBlob(source, guard.fail)))
  const names = columnNames(file)
  checkColumns(names, source.name)
  const metadata = file.metadata()
  const synthetic = metadata.fileMetadata().keyValueMetadata().get('synthetic') === 'true'
  const groups = metadata.rowGroups().map((group) => ({
    rows: group.numRows(),
    bytes: group.totalByteSize(),
    compressedBytes: group.compressedSize(),
    leaves: group.columns().map((leaf) => leaf.columnPath()),
  }))
  const rows = groups.reduce((sum, group) => sum + group.rows, 0)
  return {
    rows,
    synthetic,
    columns: publishedColumns(names),
    read: (options) => readGroups({ file, groups, guard, limits, name: source.name }, options),
  }
}

interface RowGroup {
  readonly rows: number
  readonly bytes: number
  readonly compressedBytes: number
  /** The path of each column chunk, top-level column first. */
  readonly leaves: readonly (readonly string[])[]
}

interface OpenFile {
  readonly name: string
  readonly file: ParquetFile
  readonly groups: readonly RowGroup[]
  readonly guard: Guard
  readonly limits: ParquetLimits
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

/** Rows `first` to `end` (excluded) of a row group. */
interface Window {
  readonly group: number
  readonly groupStart: number
  readonly first: number
  readonly end: number
  readonly batchRows: number
}

async function* readGroup(
  open: OpenFile,
  index: number,
  firstRow: number,
  endRow: number,
  options: ReadOptions,
): AsyncGenerator<ShardBatch> {
  const group = open.groups[index]
  if (!group) return
  const rowBytes = group.bytes / group.rows
  const batchRows = Math.round(Math.min(Math.max(BYTES_OF_BATCH / rowBytes, MIN_BATCH_ROWS), MAX_BATCH_ROWS))
  const base = { group: index, groupStart: endRow - group.rows, batchRows }
  if (group.bytes <= open.limits.largeGroupBytes)
    return yield* readWindow(open, { ...base, first: firstRow, end: endRow }, options)
  const windowRows = Math.max(batchRows, Math.floor(open.limits.windowBytes / rowBytes))
  for (let first = firstRow; first < endRow; first += windowRows)
    yield* readLargeWindow(open, { ...base, first, end: Math.min(first + windowRows, endRow) }, options)
}

/** The rows of a window, all columns together. */
async function* readWindow(open: OpenFile, window: Window, options: ReadOptions): AsyncGenerator<ShardBatch> {
  let row = window.first
  for await (const batch of streamBatches(open, window, null)) {
    const encoded = encodeRecordBatch(batch, row, open.name, options)
    row = encoded.endRow
    yield encoded
  }
  if (row !== window.end)
    throw new LoadError(
      'parquet',
      `${open.name}: row group ${window.group} ends at row ${row} instead of ${window.end}.`,
    )
}

/** The rows of a window, read column by column and put together; as `readWindow` where a cell is not as published. */
async function* readLargeWindow(open: OpenFile, window: Window, options: ReadOptions): AsyncGenerator<ShardBatch> {
  const parts = await readParts(open, window)
  if (!parts) return yield* readWindow(open, window, options)
  let row = window.first
  for (let part = parts.shift(); part; part = parts.shift()) {
    const columns = joinParts(part)
    if (!columns) return yield* readWindow(open, { ...window, first: row }, options)
    const shardRows = Array.from({ length: part.length }, (_, index) => row + index)
    row += part.length
    yield { batch: options.encode(columns, shardRows), endRow: row, errors: [] }
  }
}

async function readParts(open: OpenFile, window: Window): Promise<BatchParts[] | null> {
  const rows = window.end - window.first
  const parts = Array.from({ length: Math.ceil(rows / window.batchRows) }, (_, index) =>
    createParts(Math.min(window.batchRows, rows - index * window.batchRows)),
  )
  for (const columns of columnSets(open.groups[window.group]?.leaves ?? [])) {
    let index = 0
    for await (const batch of streamBatches(open, window, columns)) {
      const part = parts[index]
      const firstRow = window.first + index * window.batchRows
      if (!part || !withColumns(batch, (cells) => takePart(part, cells, open.name, firstRow))) return null
      index++
    }
    if (index !== parts.length) return null
  }
  return parts
}

/** What is read at a time: each documented column chunk alone, the undocumented columns together. */
function columnSets(leaves: readonly (readonly string[])[]): string[][] {
  const known = leaves.filter(([root]) => root !== undefined && KNOWN_COLUMNS.has(root))
  const others = leaves.filter(([root]) => root === undefined || !KNOWN_COLUMNS.has(root))
  const sets = known.map((path) => [path.join('.')])
  return others.length === 0 ? sets : [...sets, others.map((path) => path.join('.'))]
}

function takePart(part: BatchParts, cells: CColumn, file: string, firstRow: number): boolean {
  try {
    return takeColumns(part, cells, { file, firstRow })
  } catch (error) {
    if (error instanceof ExampleError) return false
    throw nameType(error, file)
  }
}

/** The record batches of a window, of some columns or of all. */
async function* streamBatches({ file, guard }: OpenFile, window: Window, columns: readonly string[] | null) {
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
function withColumns<Value>(batch: RecordBatch, read: (cells: CColumn) => Value): Value {
  const exported = batch.toFFI()
  try {
    return read(readRecordBatch(memory(), exported.schemaAddr(), exported.arrayAddr()))
  } finally {
    exported.free()
    batch.free()
  }
}

function encodeRecordBatch(batch: RecordBatch, firstRow: number, name: string, { encode }: ReadOptions): ShardBatch {
  return withColumns(batch, (cells) => {
    try {
      const columns = readColumns(cells, firstRow, name)
      if (!columns) return encodeRows(rowsOfBatch(cells), firstRow, name, encode)
      const shardRows = Array.from({ length: columns.length }, (_, index) => firstRow + index)
      return { batch: encode(columns, shardRows), endRow: firstRow + columns.length, errors: [] }
    } catch (error) {
      throw nameType(error, name)
    }
  })
}

function nameType(error: unknown, file: string): unknown {
  return error instanceof ColumnTypeError ? new LoadError('column-type', `${file}: ${error.message}.`) : error
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
