import { ParquetFile, type RecordBatch } from 'parquet-wasm/esm'
import { PUBLISHED_COLUMNS, publishedColumns } from '@/lib/core/example'
import { ExampleError } from '@/lib/core/example-error'
import { LoadError } from '../load-error'
import type { ShardFacts } from '../loader-protocol'
import { type CColumn, readField } from './arrow-c-data'
import { valueAt } from './arrow-values'
import { columnsOfBatch, ownColumns } from './batch-columns'
import { type ByteSource, toLazyBlob } from './byte-source'
import {
  createGuard,
  memory,
  nameType,
  type OpenFile,
  type ParquetLimits,
  streamBatches,
  type Window,
  withColumns,
} from './parquet-stream'
import { createRangeMemory } from './range-memory'
import { readLargeGroup } from './read-large-group'
import { encodeRows, type ReadOptions, type ShardBatch } from './shard-batch'

/** Uncompressed bytes of one batch, about. */
const BYTES_OF_BATCH = 4_000_000
const MIN_BATCH_ROWS = 32
const MAX_BATCH_ROWS = 2048

const LIMITS: ParquetLimits = { largeGroupBytes: BYTES_OF_BATCH, windowBytes: 100_000_000, columnBytes: 100_000_000 }

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
  const ranges = createRangeMemory(source)
  const file = await guard.run(() => ParquetFile.fromFile(toLazyBlob(ranges.source, guard.fail)))
  const names = columnNames(file)
  checkColumns(names, source.name)
  const metadata = file.metadata()
  const synthetic = metadata.fileMetadata().keyValueMetadata().get('synthetic') === 'true'
  const groups = metadata.rowGroups().map((group) => ({
    rows: group.numRows(),
    bytes: group.totalByteSize(),
    compressedBytes: group.compressedSize(),
    leaves: group.columns().map((leaf) => ({
      path: leaf.columnPath(),
      values: leaf.numValues(),
      bytes: leaf.uncompressedSize(),
    })),
  }))
  const rows = groups.reduce((sum, group) => sum + group.rows, 0)
  return {
    rows,
    synthetic,
    columns: publishedColumns(names),
    read: (options) => readGroups({ file, groups, guard, limits, ranges, name: source.name }, options),
  }
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
  const rows = { ...base, first: firstRow, end: endRow }
  yield* group.bytes <= open.limits.largeGroupBytes
    ? readWindow(open, rows, options)
    : readLargeGroup(open, rows, options, readWindow)
}

/** The rows of a window, all columns together. */
async function* readWindow(open: OpenFile, window: Window, options: ReadOptions): AsyncGenerator<ShardBatch> {
  let row = window.first
  for await (const batch of streamBatches(open, window, null)) {
    const encoded = await encodeRecordBatch(batch, row, open.name, options)
    row = encoded.endRow
    yield encoded
  }
  if (row !== window.end)
    throw new LoadError(
      'parquet',
      `${open.name}: row group ${window.group} ends at row ${row} instead of ${window.end}.`,
    )
}

async function encodeRecordBatch(
  batch: RecordBatch,
  firstRow: number,
  name: string,
  { encode }: ReadOptions,
): Promise<ShardBatch> {
  const { columns, rows } = withColumns(batch, (cells) => {
    try {
      const columns = readColumns(cells, firstRow, name)
      return columns ? { columns: ownColumns(columns), rows: [] } : { columns, rows: rowsOfBatch(cells) }
    } catch (error) {
      throw nameType(error, name)
    }
  })
  if (!columns) return encodeRows(rows, firstRow, name, encode)
  const shardRows = Array.from({ length: columns.length }, (_, index) => firstRow + index)
  return { batch: await encode(columns, shardRows), endRow: firstRow + columns.length, errors: [] }
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
