import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance, type DuckDBResult } from '@duckdb/node-api'
import duckdb, { type Vector } from '@duckdb/node-bindings'
import { z } from 'zod'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { PUBLISHED_COLUMNS } from '@/lib/core/example'
import { type ExampleColumns, type ItemColumns, missingTexts, type VectorColumn } from '@/lib/dataset/example-columns'
import { expectAll, type NumberType, readDirections, readLists, readTexts, UnusualShardError } from './duckdb-vectors'
import type { RowSink } from './read-as-browser'

const COLUMNS = PUBLISHED_COLUMNS

/**
 * Reads a Parquet shard with native DuckDB, several times faster than the browser's reader. Every row must be as AlignX
 * publishes it. Returns whether the file says that it is synthetic. Throws `UnusualShardError`, and whatever DuckDB
 * throws, when the shard must be read with `readAsBrowser` instead, rows given to the sink before included.
 */
export async function readNatively(connection: DuckDBConnection, path: string, sink: RowSink): Promise<boolean> {
  const plan = planColumns(await describeColumns(connection, path))
  const select = plan.names.map(quote).join(', ')
  const result = await connection.stream(`SELECT ${select} FROM read_parquet($path)`, { path: escapeGlob(path) })
  let firstRow = 0
  for await (const chunk of readAhead(result)) {
    const columns = readChunk(chunk, plan)
    const start = firstRow
    sink.addRows(
      columns,
      Array.from({ length: columns.length }, (_, row) => start + row),
    )
    firstRow += columns.length
  }
  return isSynthetic(connection, path)
}

/** The same in a database of its own. */
export async function readInOwnDatabase(
  { path, memoryLimitMb }: { readonly path: string; readonly memoryLimitMb: number },
  sink: RowSink,
): Promise<boolean> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: `${memoryLimitMb}MB` })
  try {
    const connection = await instance.connect()
    const synthetic = await readNatively(connection, path, sink)
    connection.closeSync()
    return synthetic
  } finally {
    instance.closeSync()
  }
}

/** The chunks of a result, the next one being made while one is worked on. */
async function* readAhead(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  let next = result.fetchChunk()
  for (let chunk = await next; chunk && chunk.rowCount > 0; chunk = await next) {
    next = result.fetchChunk()
    // An error is met where the chunk is awaited, which another error may come before.
    next.catch(() => undefined)
    yield chunk
  }
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

/** Where a list of history items stands, and where its texts and its direction stand in an item. */
interface ItemPlan {
  readonly place: number
  readonly texts: readonly number[]
  readonly direction: number
  readonly numbers: NumberType
}

/** The columns that are read, and where among them each thing of an example is; `null` for what the shard lacks. */
interface ColumnPlan {
  readonly names: readonly string[]
  readonly needed: readonly [prompt: number, chosen: number, rejected: number]
  readonly demographics: number | null
  readonly profile: number | null
  readonly persona: number | null
  readonly direction: { readonly place: number; readonly numbers: NumberType } | null
  readonly ugc: ItemPlan | null
  readonly pairs: ItemPlan | null
}

/** Throws `UnusualShardError` for columns of other types and for columns that AlignX does not document. */
function planColumns(types: ReadonlyMap<string, string>): ColumnPlan {
  const names: string[] = []
  const place = (name: string) => names.push(name) - 1
  const text = (name: string) => {
    const type = types.get(name)
    if (type === undefined) return null
    if (type !== 'VARCHAR') throw new UnusualShardError(`Column ${name} is ${type}`)
    return place(name)
  }
  const needed = (name: string) => {
    const at = text(name)
    if (at === null) throw new UnusualShardError(`There is no column ${name}`)
    return at
  }
  const direction = (name: string) => {
    const type = types.get(name)
    return type === undefined ? null : { place: place(name), numbers: numbersOf(name, type) }
  }
  const items = (name: string, texts: readonly string[]) => {
    const type = types.get(name)
    if (type === undefined) return null
    const fields = readItemFields(type)
    const order = [...(fields?.keys() ?? [])]
    if (fields?.size !== texts.length + 1 || texts.some((field) => fields.get(field) !== 'VARCHAR'))
      throw new UnusualShardError(`Column ${name} is ${type}`)
    return {
      place: place(name),
      texts: texts.map((field) => order.indexOf(field)),
      direction: order.indexOf(COLUMNS.direction),
      numbers: numbersOf(name, fields.get(COLUMNS.direction)),
    }
  }
  const plan: ColumnPlan = {
    names,
    needed: [needed(COLUMNS.prompt), needed(COLUMNS.chosen), needed(COLUMNS.rejected)],
    demographics: text(COLUMNS.demographics),
    profile: text(COLUMNS.profile),
    persona: text(COLUMNS.groundTruthPersona),
    direction: direction(COLUMNS.direction),
    ugc: items(COLUMNS.ugc, ITEM_TEXTS.ugc),
    pairs: items(COLUMNS.pairs, ITEM_TEXTS.pairs),
  }
  const others = [...types.keys()].filter((name) => !names.includes(name))
  if (others.length > 0) throw new UnusualShardError(`Columns ${others.join(', ')} are not documented`)
  return plan
}

function numbersOf(name: string, type: string | undefined): NumberType {
  if (type === 'DOUBLE[]') return 'DOUBLE'
  if (type === 'FLOAT[]') return 'FLOAT'
  throw new UnusualShardError(`A direction in column ${name} is ${type}`)
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

/** Copies all that a chunk holds: its vectors are memory of DuckDB, which ends with it. */
function readChunk(chunk: DuckDBDataChunk, plan: ColumnPlan): ExampleColumns {
  const length = chunk.rowCount
  const vector = (place: number) => duckdb.data_chunk_get_vector(chunk.chunk, place)
  const needed = (place: number) => {
    expectAll(vector(place), length, 'A post or a response')
    return readTexts(vector(place), length)
  }
  const optional = (place: number | null) => (place === null ? missingTexts(length) : readTexts(vector(place), length))
  const items = (itemPlan: ItemPlan | null, texts: number) =>
    itemPlan === null ? noItems(length, texts) : readItems(vector(itemPlan.place), length, itemPlan)
  const [prompt, chosen, rejected] = plan.needed
  return {
    length,
    prompt: needed(prompt),
    chosen: needed(chosen),
    rejected: needed(rejected),
    demographics: optional(plan.demographics),
    profile: optional(plan.profile),
    persona: optional(plan.persona),
    direction: plan.direction
      ? readDirections(vector(plan.direction.place), length, plan.direction.numbers)
      : noDirections(length),
    ugc: items(plan.ugc, ITEM_TEXTS.ugc.length),
    pairs: items(plan.pairs, ITEM_TEXTS.pairs.length),
    extra: missingTexts(length),
  }
}

function readItems(vector: Vector, rows: number, plan: ItemPlan): ItemColumns {
  const { offsets, items } = readLists(vector, rows)
  const count = offsets[rows] ?? 0
  expectAll(items, count, 'A history item')
  const texts = plan.texts.map((place) => {
    const field = duckdb.struct_vector_get_child(items, place)
    expectAll(field, count, 'A text of a history item')
    return readTexts(field, count)
  })
  const direction = readDirections(duckdb.struct_vector_get_child(items, plan.direction), count, plan.numbers)
  return { offsets, texts, direction }
}

function noItems(rows: number, texts: number): ItemColumns {
  return {
    offsets: new Int32Array(rows + 1),
    texts: Array.from({ length: texts }, () => missingTexts(0)),
    direction: noDirections(0),
  }
}

function noDirections(length: number): VectorColumn {
  const signs = new Uint8Array(length * DIMENSION_COUNT)
  return { ...missingTexts(length), signs, planes: new BigUint64Array(length * 4) }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}
