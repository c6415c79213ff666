import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  UBIGINT,
  VARCHAR,
} from '@duckdb/node-api'
import { EXAMPLES_TABLE, FACETS } from '@/lib/core/columns'
import { EXAMPLE_COLUMNS } from '@/lib/core/example-columns'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { hashOfRecord } from './merge-hashes'
import type { PlacedPart } from './part-list'
import { FLAG, RECORD_WORDS, WORD } from './row-record'

const STORAGE_VERSION = 'v1.4.0'
const CHUNK_ROWS = 2048

type CellValue = number | bigint | string | null
type Cell = (records: Uint32Array<ArrayBuffer>, row: number, firstRow: number) => CellValue

interface Column {
  readonly name: string
  readonly type: 'INTEGER' | 'UBIGINT' | 'VARCHAR'
  readonly cell: Cell
}

const TYPES = { INTEGER, UBIGINT, VARCHAR } as const

/** Writes `index.duckdb`: the table `examples` without the columns that hold texts. */
export class DatabaseWriter {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #appender: DuckDBAppender
  readonly #columns: readonly Column[]

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    appender: DuckDBAppender,
    columns: readonly Column[],
  ) {
    this.#instance = instance
    this.#connection = connection
    this.#appender = appender
    this.#columns = columns
  }

  static async create(path: string, parts: readonly PlacedPart[]): Promise<DatabaseWriter> {
    const columns = columnsOf(parts)
    const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '1GB' })
    const connection = await instance.connect()
    await connection.run(
      `ATTACH '${path.replaceAll("'", "''")}' AS prepared (STORAGE_VERSION '${STORAGE_VERSION}'); USE prepared`,
    )
    const definitions = columns.map(({ name, type }) => `${name} ${type}`)
    await connection.run(`CREATE TABLE ${EXAMPLES_TABLE} (${definitions.join(', ')})`)
    const appender = await connection.createAppender(EXAMPLES_TABLE, 'main', 'prepared')
    return new DatabaseWriter(instance, connection, appender, columns)
  }

  addSegment(records: Uint32Array<ArrayBuffer>, firstRow: number): void {
    const rows = records.length / RECORD_WORDS
    const chunk = DuckDBDataChunk.create(this.#columns.map(({ type }) => TYPES[type]))
    for (let start = 0; start < rows; start += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, rows - start)
      chunk.reset()
      chunk.rowCount = count
      for (const [place, { cell }] of this.#columns.entries()) {
        const vector = chunk.getColumnVector(place)
        for (let row = 0; row < count; row++) vector.setItem(row, cell(records, start + row, firstRow))
        vector.flush()
      }
      this.#appender.appendDataChunk(chunk)
    }
    this.#appender.flushSync()
  }

  async finish(): Promise<void> {
    this.#appender.closeSync()
    await this.#connection.run('CHECKPOINT prepared; USE memory; DETACH prepared')
    this.#connection.closeSync()
    this.#instance.closeSync()
  }
}

/** Columns of `examples` that hold no text of a row, in their order. */
function columnsOf(parts: readonly PlacedPart[]): Column[] {
  const plane = (word: number, isNullable: boolean): Cell => {
    return (records, row) => {
      const at = row * RECORD_WORDS
      if (isNullable && !((records[at + WORD.flags] ?? 0) & FLAG.direction)) return null
      return (BigInt(records[at + word + 1] ?? 0) << 32n) | BigInt(records[at + word] ?? 0)
    }
  }
  const planes = (prefix: string, word: number, isNullable: boolean): [string, Cell][] =>
    ['positive_low', 'positive_high', 'negative_low', 'negative_high'].map((name, place) => [
      `${prefix}${name}`,
      plane(word + 2 * place, isNullable),
    ])
  const known = new Map<string, Cell>([
    ['row_number', (_records, row, firstRow) => firstRow + row],
    ['shard', shardOf(parts)],
    ['shard_row', (records, row) => records[row * RECORD_WORDS + WORD.shardRow] ?? 0],
    ['hash', (records, row) => hashOfRecord(records, row)],
    ...planes('', WORD.own, true),
    ...planes('history_', WORD.some, false),
    ...planes('history_every_', WORD.every, false),
    ...FACETS.map(({ key }, place): [string, Cell] => [key, facetCell(place)]),
  ])
  return Object.entries(EXAMPLE_COLUMNS).flatMap(([name, type]) => {
    const cell = known.get(name)
    if (cell && (type === 'INTEGER' || type === 'UBIGINT' || type === 'VARCHAR')) return [{ name, type, cell }]
    if (type === 'INTEGER' || type === 'UBIGINT')
      throw new RangeError(`The column ${name} is not known to the writer of prepared datasets`)
    return []
  })
}

function facetCell(place: number): Cell {
  return (records, row) => {
    const value = (records[row * RECORD_WORDS + WORD.facets + place] ?? 0) | 0
    return value === MISSING_FACET ? null : value
  }
}

/** Rows come in ascending order, so the shard is that of the row before or a later one. */
function shardOf(parts: readonly PlacedPart[]): Cell {
  let shard = 0
  return (_records, row, firstRow) => {
    const number = firstRow + row
    let placed = parts[shard]
    if (placed && number < placed.rowStart) shard = 0
    placed = parts[shard]
    while (placed && number >= placed.rowStart + placed.part.rows) placed = parts[++shard]
    return shard
  }
}
