import { PUBLISHED_COLUMNS } from '@/lib/core/example'
import { ExampleError } from '@/lib/core/example-error'
import type { CColumn } from './arrow-c-data'
import { type BatchPlace, KNOWN_COLUMNS } from './batch-columns'
import {
  type BatchParts,
  createParts,
  dropTexts,
  forgetParts,
  freeTexts,
  joinParts,
  type KeepBytes,
  keepInMemory,
  takeColumns,
} from './leaf-columns'
import { type ColumnChunk, nameType, type OpenFile, streamBatches, type Window, withColumns } from './parquet-stream'
import { type Scratch, ScratchFull } from './scratch'
import type { AsideOptions, ReadOptions, ShardBatch } from './shard-batch'

/** Values of direction columns that are read at once; the reader takes 12 bytes or more for each. */
const VECTOR_VALUES = 8_000_000

/** Reads rows all columns together: for rows that are not as published. */
type ReadWindow = (open: OpenFile, window: Window, options: ReadOptions) => AsyncGenerator<ShardBatch>

/**
 * Rows of a row group that is read column by column. parquet-wasm decodes at once all rows that it is asked for: the
 * columns together would take three times the row group's bytes. Directions are read first, for they fold to little.
 * Texts are held until every text of a batch is there: each column is put aside whole where the browser has a scratch
 * file, else the columns are read in windows, each of which decompresses again what lies before it.
 */
export async function* readLargeGroup(
  open: OpenFile,
  rows: Window,
  options: ReadOptions,
  readWindow: ReadWindow,
): AsyncGenerator<ShardBatch> {
  const group = open.groups[rows.group]
  if (!group) return
  const { vectors, texts } = columnSets(group.leaves)
  const windowRows = toBatches((open.limits.windowBytes * group.rows) / group.bytes, rows)
  const aside = windowRows < rows.end - rows.first ? options.aside : undefined
  const known = aside?.group?.group === rows.group ? aside.group : null
  if (aside && known) return yield* joinAside(open, { window: rows, parts: known.parts }, aside, options, readWindow)
  const parts = partsOf(rows)
  try {
    let isPublished = true
    for (const { path, values } of vectors)
      for (const window of windowsOf(rows, toBatches((VECTOR_VALUES * group.rows) / values, rows)))
        isPublished &&= await readParts(open, window, [dotted(path)], partsIn(parts, rows, window), keepInMemory)
    if (aside && isPublished && (await putAside(open, { window: rows, texts, parts }, aside))) {
      aside.onAside({ group: rows.group, parts }, rows.first)
      return yield* joinAside(open, { window: rows, parts }, aside, options, readWindow)
    }
    open.ranges.keep()
    for (const window of windowsOf(rows, windowRows)) {
      if (!isPublished) yield* readWindow(open, window, options)
      else yield* readTexts(open, { window, texts, parts: partsIn(parts, rows, window) }, options, readWindow)
    }
  } finally {
    open.ranges.forget()
  }
}

interface JoinedWindow {
  readonly window: Window
  readonly parts: readonly BatchParts[]
}

interface TextWindow extends JoinedWindow {
  readonly texts: readonly ColumnSet[]
}

/** Puts all texts of a group aside; false, with none kept, when one is not as published or there is no room. */
async function putAside(open: OpenFile, { window: rows, texts, parts }: TextWindow, aside: AsideOptions) {
  const scratch = await aside.open()
  if (!scratch) return false
  const groupRows = open.groups[rows.group]?.rows ?? 0
  try {
    for (const { columns, bytes } of texts)
      for (const window of windowsOf(rows, toBatches((open.limits.columnBytes * groupRows) / bytes, rows)))
        if (!(await readParts(open, window, columns, partsIn(parts, rows, window), scratch.write))) return drop()
    return true
  } catch (error) {
    if (error instanceof ScratchFull) return drop()
    throw error
  } finally {
    scratch.close()
  }

  function drop(): false {
    parts.forEach(dropTexts)
    return false
  }
}

async function* joinAside(
  open: OpenFile,
  joined: JoinedWindow,
  aside: AsideOptions,
  options: ReadOptions,
  readWindow: ReadWindow,
): AsyncGenerator<ShardBatch> {
  const scratch = await aside.open()
  try {
    yield* joinTexts(open, joined, options, readWindow, scratch)
  } finally {
    scratch?.close()
  }
}

async function* readTexts(
  open: OpenFile,
  { window, texts, parts }: TextWindow,
  options: ReadOptions,
  readWindow: ReadWindow,
): AsyncGenerator<ShardBatch> {
  for (const { columns } of texts)
    if (!(await readParts(open, window, columns, parts, keepInMemory))) {
      parts.forEach(dropTexts)
      return yield* readWindow(open, window, options)
    }
  yield* joinTexts(open, { window, parts }, options, readWindow, null)
}

async function* joinTexts(
  open: OpenFile,
  { window, parts }: JoinedWindow,
  options: ReadOptions,
  readWindow: ReadWindow,
  scratch: Scratch | null,
): AsyncGenerator<ShardBatch> {
  let row = window.first
  for (const part of parts) {
    const columns = joinParts(part, scratch)
    if (!columns) return yield* readWindow(open, { ...window, first: row }, options)
    const shardRows = Array.from({ length: part.length }, (_, index) => row + index)
    const batch = await options.encode(columns, shardRows)
    freeTexts(columns)
    forgetParts(part)
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
  keep: KeepBytes,
): Promise<boolean> {
  let index = 0
  for await (const batch of streamBatches(open, window, columns)) {
    const part = parts[index]
    const firstRow = window.first + index * window.batchRows
    if (!part || !withColumns(batch, (cells) => takePart(part, cells, { file: open.name, firstRow }, keep)))
      return false
    index++
  }
  return index === parts.length
}

function takePart(part: BatchParts, cells: CColumn, place: BatchPlace, keep: KeepBytes): boolean {
  try {
    return takeColumns(part, cells, place, keep)
  } catch (error) {
    if (error instanceof ExampleError) return false
    throw nameType(error, place.file)
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

/** Columns that are read together, and their uncompressed bytes. */
interface ColumnSet {
  readonly columns: readonly string[]
  readonly bytes: number
}

/** The chunks of directions, and the others as they are read: each alone, the undocumented columns together. */
function columnSets(leaves: readonly ColumnChunk[]) {
  const isKnown = ({ path: [root] }: ColumnChunk) => root !== undefined && KNOWN_COLUMNS.has(root)
  const known = leaves.filter(isKnown)
  const unknown = leaves.filter((leaf) => !isKnown(leaf))
  const isVector = ({ path }: ColumnChunk) => path.includes(PUBLISHED_COLUMNS.direction)
  const texts = known.filter((leaf) => !isVector(leaf)).map((leaf) => setOf([leaf]))
  return { vectors: known.filter(isVector), texts: unknown.length === 0 ? texts : [...texts, setOf(unknown)] }
}

function setOf(leaves: readonly ColumnChunk[]): ColumnSet {
  return { columns: leaves.map(({ path }) => dotted(path)), bytes: leaves.reduce((sum, { bytes }) => sum + bytes, 0) }
}

function dotted(path: readonly string[]): string {
  return path.join('.')
}
