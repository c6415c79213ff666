import { PUBLISHED_COLUMNS } from '@/lib/core/example'
import { ExampleError } from '@/lib/core/example-error'
import type { CColumn } from './arrow-c-data'
import { KNOWN_COLUMNS } from './batch-columns'
import { type BatchParts, createParts, freeParts, joinParts, takeColumns } from './leaf-columns'
import { type ColumnChunk, nameType, type OpenFile, streamBatches, type Window, withColumns } from './parquet-stream'
import type { ReadOptions, ShardBatch } from './shard-batch'

/** Values of direction columns that are read at once; the reader takes 12 bytes or more for each. */
const VECTOR_VALUES = 2_500_000

/** Reads rows all columns together: for rows that are not as published. */
type ReadWindow = (open: OpenFile, window: Window, options: ReadOptions) => AsyncGenerator<ShardBatch>

/**
 * Rows of a row group that is read column by column. parquet-wasm decodes at once all rows that it is asked for: the
 * columns together would take three times the row group's bytes. Directions are read first, for they fold to little;
 * texts follow in windows, for they are held until every text of a batch is there.
 */
export async function* readLargeGroup(
  open: OpenFile,
  rows: Window,
  options: ReadOptions,
  readWindow: ReadWindow,
): AsyncGenerator<ShardBatch> {
  const group = open.groups[rows.group]
  if (!group) return
  const { vectors, others } = columnSets(group.leaves)
  const windowRows = toBatches((open.limits.windowBytes * group.rows) / group.bytes, rows)
  open.ranges.keep()
  try {
    const parts = partsOf(rows)
    let isPublished = true
    for (const { path, values } of vectors) {
      const atOnce = toBatches((VECTOR_VALUES * group.rows) / values, rows)
      for (const window of windowsOf(rows, atOnce))
        isPublished &&= await readParts(open, window, [dotted(path)], partsIn(parts, rows, window))
    }
    for (const window of windowsOf(rows, windowRows)) {
      if (!isPublished) yield* readWindow(open, window, options)
      else yield* readTexts(open, { window, sets: others, parts: partsIn(parts, rows, window) }, options, readWindow)
    }
  } finally {
    open.ranges.forget()
  }
}

interface TextWindow {
  readonly window: Window
  readonly sets: readonly (readonly string[])[]
  readonly parts: readonly BatchParts[]
}

async function* readTexts(
  open: OpenFile,
  { window, sets, parts }: TextWindow,
  options: ReadOptions,
  readWindow: ReadWindow,
): AsyncGenerator<ShardBatch> {
  for (const set of sets)
    if (!(await readParts(open, window, set, parts))) {
      parts.forEach(freeParts)
      return yield* readWindow(open, window, options)
    }
  let row = window.first
  for (const part of parts) {
    const columns = joinParts(part)
    if (!columns) return yield* readWindow(open, { ...window, first: row }, options)
    const shardRows = Array.from({ length: part.length }, (_, index) => row + index)
    const batch = options.encode(columns, shardRows)
    freeParts(part)
    row += part.length
    yield { batch, endRow: row, errors: [] }
  }
}

/** Reads columns of a window into the parts of its batches; false when a cell is not as published. */
async function readParts(
  open: OpenFile,
  window: Window,
  columns: readonly string[],
  parts: readonly BatchParts[],
): Promise<boolean> {
  let index = 0
  for await (const batch of streamBatches(open, window, columns)) {
    const part = parts[index]
    const firstRow = window.first + index * window.batchRows
    if (!part || !withColumns(batch, (cells) => takePart(part, cells, open.name, firstRow))) return false
    index++
  }
  return index === parts.length
}

function takePart(part: BatchParts, cells: CColumn, file: string, firstRow: number): boolean {
  try {
    return takeColumns(part, cells, { file, firstRow })
  } catch (error) {
    if (error instanceof ExampleError) return false
    throw nameType(error, file)
  }
}

function partsOf({ first, end, batchRows }: Window): BatchParts[] {
  return Array.from({ length: Math.ceil((end - first) / batchRows) }, (_, index) =>
    createParts(Math.min(batchRows, end - first - index * batchRows)),
  )
}

/** The parts of a window that begins and ends where batches do. */
function partsIn(parts: readonly BatchParts[], rows: Window, window: Window): readonly BatchParts[] {
  const batchAt = (row: number) => Math.ceil((row - rows.first) / rows.batchRows)
  return parts.slice(batchAt(window.first), batchAt(window.end))
}

function windowsOf(rows: Window, atOnce: number): Window[] {
  const count = Math.ceil((rows.end - rows.first) / atOnce)
  return Array.from({ length: count }, (_, index) => {
    const first = rows.first + index * atOnce
    return { ...rows, first, end: Math.min(first + atOnce, rows.end) }
  })
}

/** A count of rows as whole batches, one at least. */
function toBatches(count: number, { first, end, batchRows }: Window): number {
  return Math.max(1, Math.floor(Math.min(count, end - first + batchRows) / batchRows)) * batchRows
}

/** The chunks of directions, and the others as they are read: each alone, the undocumented columns together. */
function columnSets(leaves: readonly ColumnChunk[]) {
  const isKnown = ({ path: [root] }: ColumnChunk) => root !== undefined && KNOWN_COLUMNS.has(root)
  const known = leaves.filter(isKnown)
  const unknown = leaves.filter((leaf) => !isKnown(leaf)).map(({ path }) => dotted(path))
  const isVector = ({ path }: ColumnChunk) => path.includes(PUBLISHED_COLUMNS.direction)
  const texts = known.filter((leaf) => !isVector(leaf)).map(({ path }) => [dotted(path)])
  return { vectors: known.filter(isVector), others: unknown.length === 0 ? texts : [...texts, unknown] }
}

function dotted(path: readonly string[]): string {
  return path.join('.')
}
