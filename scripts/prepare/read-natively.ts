import {
  DuckDBBlobVector,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBFloatVector,
  DuckDBListVector,
  type DuckDBVector,
} from '@duckdb/node-api'
import { z } from 'zod'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { PUBLISHED_COLUMNS } from '@/lib/core/example'
import {
  type ExampleColumns,
  type ItemColumns,
  missingTexts,
  packValidity,
  type TextColumn,
  type VectorColumn,
} from '@/lib/dataset/example-columns'
import { foldVectors } from '@/lib/dataset/fold-vectors'
import type { RowSink } from './read-as-browser'

const COLUMNS = PUBLISHED_COLUMNS

/** Something in a shard is not just as AlignX publishes it: the shard is to be read as the browser reads it. */
export class UnusualShardError extends Error {
  override name = 'UnusualShardError'
}

/**
 * Reads a Parquet shard with native DuckDB, several times faster than the browser's reader. Every row must be as AlignX
 * publishes it. Returns whether the file says that it is synthetic. Throws `UnusualShardError`, and whatever DuckDB
 * throws, when the shard must be read with `readAsBrowser` instead, rows given to the sink before included.
 */
export async function readNatively(connection: DuckDBConnection, path: string, sink: RowSink): Promise<boolean> {
  const select = selectOf(await describeColumns(connection, path))
  const result = await connection.stream(`SELECT ${select} FROM read_parquet($path)`, { path: escapeGlob(path) })
  let firstRow = 0
  for await (const chunk of result) {
    const columns = columnsOfChunk(chunk)
    const start = firstRow
    sink.addRows(
      columns,
      Array.from({ length: columns.length }, (_, row) => start + row),
    )
    firstRow += columns.length
  }
  return isSynthetic(connection, path)
}

const columnSchema = z.array(z.object({ column_name: z.string(), column_type: z.string() }))

async function describeColumns(connection: DuckDBConnection, path: string): Promise<Map<string, string>> {
  const reader = await connection.runAndReadAll('DESCRIBE SELECT * FROM read_parquet($path)', {
    path: escapeGlob(path),
  })
  return new Map(
    columnSchema
      .parse(reader.getRowObjectsJson())
      .map(({ column_name: name, column_type: type }) => [name, type.replaceAll(' ', '')]),
  )
}

async function isSynthetic(connection: DuckDBConnection, path: string): Promise<boolean> {
  const reader = await connection.runAndReadAll(
    `SELECT 1 FROM parquet_kv_metadata($path) WHERE decode(key) = 'synthetic' AND decode(value) = 'true'`,
    { path: escapeGlob(path) },
  )
  return reader.currentRowCount > 0
}

const ITEM_TEXTS = { ugc: ['prompt', 'comment'], pairs: ['prompt', 'chosen', 'rejected'] } as const

/** The columns of `columnsOfChunk`: texts as BLOB, so that their bytes come without a text being made of them. */
function selectOf(types: ReadonlyMap<string, string>): string {
  const rest = new Map(types)
  const take = (name: string) => {
    const type = rest.get(name)
    rest.delete(name)
    return type
  }
  const text = (name: string, isNeeded: boolean) => {
    const type = take(name)
    if (type === undefined && !isNeeded) return 'NULL::BLOB'
    if (type !== 'VARCHAR') throw new UnusualShardError(`Column ${name} is ${type}`)
    return `encode(${quote(name)})`
  }
  const vector = (name: string) => {
    const type = take(name)
    if (type === undefined) return '[]::DOUBLE[]'
    if (type !== 'DOUBLE[]' && type !== 'FLOAT[]') throw new UnusualShardError(`Column ${name} is ${type}`)
    return `coalesce(${quote(name)}, [])`
  }
  const items = (name: string, texts: readonly string[]) => {
    const type = take(name)
    if (type === undefined) return [...texts.map(() => `''::BLOB, []::INTEGER[]`), '[]::DOUBLE[][]'].join(', ')
    const fields = readItemFields(type)
    const vectorType = fields?.get(COLUMNS.direction)
    const isPlain =
      fields?.size === texts.length + 1 &&
      texts.every((field) => fields.get(field) === 'VARCHAR') &&
      (vectorType === 'DOUBLE[]' || vectorType === 'FLOAT[]')
    if (!isPlain) throw new UnusualShardError(`Column ${name} is ${type}`)
    // The texts of a row's items as one: thousands of small ones would each be a buffer of their own.
    const field = (of: string) => `list_transform(${quote(name)}, lambda item: item.${quote(of)})`
    const columns = texts.flatMap((text) => [
      `encode(coalesce(array_to_string(${field(text)}, ''), ''))`,
      `coalesce(list_transform(${field(text)}, lambda part: coalesce(strlen(part), -1)::INTEGER), [])`,
    ])
    columns.push(
      `coalesce(list_transform(${quote(name)}, lambda item: coalesce(item.${quote(COLUMNS.direction)}, [])), [])`,
    )
    return columns.join(', ')
  }
  const select = [
    text(COLUMNS.prompt, true),
    text(COLUMNS.chosen, true),
    text(COLUMNS.rejected, true),
    text(COLUMNS.demographics, false),
    text(COLUMNS.profile, false),
    text(COLUMNS.groundTruthPersona, false),
    vector(COLUMNS.direction),
    items(COLUMNS.ugc, ITEM_TEXTS.ugc),
    items(COLUMNS.pairs, ITEM_TEXTS.pairs),
  ]
  if (rest.size > 0) throw new UnusualShardError(`Columns ${[...rest.keys()].join(', ')} are not documented`)
  return select.join(', ')
}

/** The fields of `STRUCT(promptVARCHAR,"PreferenceDirection"DOUBLE[])[]`, spaces already taken out; else `null`. */
function readItemFields(type: string): Map<string, string> | null {
  const inside = /^STRUCT\((.*)\)\[\]$/.exec(type)?.[1]
  if (inside === undefined) return null
  const fields = new Map<string, string>()
  for (const field of inside.split(',')) {
    const [, quoted, plain, fieldType] = /^(?:"([^"]+)"|([a-z_]+))(VARCHAR|DOUBLE\[\]|FLOAT\[\])$/.exec(field) ?? []
    if (fieldType === undefined) return null
    fields.set(quoted === 'PreferenceDirection' ? COLUMNS.direction : (quoted ?? plain ?? ''), fieldType)
  }
  return fields
}

function columnsOfChunk(chunk: DuckDBDataChunk): ExampleColumns {
  const length = chunk.rowCount
  const vector = (place: number) => chunk.getColumnVector(place)
  const needed = (place: number) => {
    const column = textsOf(vector(place), 0, length)
    if (column.validity !== null) throw new UnusualShardError('A post or a response is NULL')
    return column
  }
  return {
    length,
    prompt: needed(0),
    chosen: needed(1),
    rejected: needed(2),
    demographics: textsOf(vector(3), 0, length),
    profile: textsOf(vector(4), 0, length),
    persona: textsOf(vector(5), 0, length),
    direction: vectorsOf(
      vector(6),
      Array.from({ length }, (_, row) => row),
    ),
    ugc: itemsOf(vector, 7, length, ITEM_TEXTS.ugc.length),
    pairs: itemsOf(vector, 8 + 2 * ITEM_TEXTS.ugc.length, length, ITEM_TEXTS.pairs.length),
    extra: missingTexts(length),
  }
}

function textsOf(vector: DuckDBVector, start: number, length: number): TextColumn {
  return textsAt(
    vector,
    Array.from({ length }, (_, row) => start + row),
  )
}

/** The texts at these places of a vector, one behind the other. */
function textsAt(vector: DuckDBVector, places: readonly number[]): TextColumn {
  if (!(vector instanceof DuckDBBlobVector)) throw new UnusualShardError('A text is no text')
  const parts = places.map((place) => vector.getItemBytes(place))
  const offsets = new Int32Array(parts.length + 1)
  let end = 0
  for (const [row, part] of parts.entries()) {
    end += part?.length ?? 0
    offsets[row + 1] = end
  }
  const bytes = new Uint8Array(end)
  for (const [row, part] of parts.entries()) if (part) bytes.set(part, offsets[row])
  return { length: parts.length, offsets, bytes, validity: packValidity(parts.map((part) => part !== null)) }
}

/** The directions at these places of a list vector, folded. */
function vectorsOf(vector: DuckDBVector, places: readonly number[]): VectorColumn {
  if (!(vector instanceof DuckDBListVector)) throw new UnusualShardError('A direction is no list')
  const lengths = places.map((place) => vector.getEntryLength(place))
  if (lengths.some((length) => length !== 0 && length !== DIMENSION_COUNT))
    throw new UnusualShardError('A direction has another length')
  const validity = packValidity(lengths.map((length) => length !== 0))
  const values = numbersOf(vector.childVector)
  const starts = places.map((place, row) => (lengths[row] === 0 ? 0 : vector.getEntryOffset(place)))
  const column = foldVectors(values, starts, places.length, validity)
  if (!column) throw new UnusualShardError('A direction holds another value')
  return column
}

function numbersOf(vector: DuckDBVector): Float64Array {
  if (!(vector instanceof DuckDBDoubleVector) && !(vector instanceof DuckDBFloatVector))
    throw new UnusualShardError('A direction holds no numbers')
  const { itemCount } = vector
  const values = new Float64Array(itemCount)
  for (let place = 0; place < itemCount; place++) values[place] = vector.getItem(place) ?? Number.NaN
  return values
}

/** Items from the columns of `items` in `selectOf`: texts and lengths of each text from `first` on, then directions. */
function itemsOf(vector: (place: number) => DuckDBVector, first: number, rows: number, texts: number): ItemColumns {
  const directions = listOf(vector(first + 2 * texts))
  const offsets = new Int32Array(rows + 1)
  const places: number[] = []
  for (let row = 0; row < rows; row++) {
    const start = directions.getEntryOffset(row)
    const length = directions.getEntryLength(row)
    for (let item = 0; item < length; item++) places.push(start + item)
    offsets[row + 1] = places.length
  }
  return {
    offsets,
    texts: Array.from({ length: texts }, (_, text) =>
      cutTexts(textsOf(vector(first + 2 * text), 0, rows), listOf(vector(first + 2 * text + 1)), offsets),
    ),
    direction: vectorsOf(directions.childVector, places),
  }
}

/** The texts of the items of each row, which lie one behind the other in the row's text, by their lengths in bytes. */
function cutTexts(joined: TextColumn, lengths: DuckDBListVector, itemOffsets: Int32Array): TextColumn {
  const count = itemOffsets[joined.length] ?? 0
  const offsets = new Int32Array(count + 1)
  const { childVector } = lengths
  for (let row = 0, item = 0; row < joined.length; row++) {
    const start = lengths.getEntryOffset(row)
    for (let place = 0; place < lengths.getEntryLength(row); place++, item++) {
      const length = childVector.getItem(start + place)
      if (typeof length !== 'number' || length < 0) throw new UnusualShardError('A text of a history item is NULL')
      offsets[item + 1] = (offsets[item] ?? 0) + length
    }
    if (item !== itemOffsets[row + 1] || offsets[item] !== joined.offsets[row + 1])
      throw new UnusualShardError('The texts of a history do not fit their lengths')
  }
  return { length: count, offsets, bytes: joined.bytes, validity: null }
}

function listOf(vector: DuckDBVector): DuckDBListVector {
  if (vector instanceof DuckDBListVector) return vector
  throw new UnusualShardError('A list is no list')
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}
