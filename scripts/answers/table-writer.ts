import { writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { Compression, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { ContentHasher } from '@/lib/core/content-hash'
import { EXAMPLE_COLUMNS } from '@/lib/core/example-columns'
import { encodeBatch } from '@/lib/dataset/encode-batch'
import type { ExampleColumns } from '@/lib/dataset/example-columns'
import { hashColumns } from '@/lib/dataset/hash-columns'
import { createBufferedHasher } from '@/lib/dataset/hasher'
import { startParquet } from '../prepare/read-as-browser'

/** Smaller than the default of DuckDB 1.5, and read by every version from 1.4 on. */
const STORAGE_VERSION = 'v1.4.0'

/**
 * Writes the table `examples` of a database file with the columns that the browser's has, encoded by the same code. Rows
 * are put aside as Parquet, and go into the table when their shard is over, or never.
 */
export class TableWriter {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  readonly #hasher: ContentHasher
  readonly #aside: string
  readonly #hashes: string[] = []
  #pieces = 0
  #waiting: { readonly file: string; readonly hashes: readonly string[] }[] = []
  #rows = 0

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, hasher: ContentHasher, aside: string) {
    this.#instance = instance
    this.#connection = connection
    this.#hasher = hasher
    this.#aside = aside
  }

  static async create(file: string, memoryLimitMb: number): Promise<TableWriter> {
    startParquet()
    const aside = `${file}.rows`
    await mkdir(aside, { recursive: true })
    const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: `${memoryLimitMb}MB` })
    const connection = await instance.connect()
    await connection.run(`ATTACH ${quote(file)} AS made (STORAGE_VERSION '${STORAGE_VERSION}'); USE made`)
    const columns = Object.entries(EXAMPLE_COLUMNS).map(([name, type]) => `${name} ${type}`)
    await connection.run(`CREATE TABLE ${EXAMPLES_TABLE} (${columns.join(', ')})`)
    return new TableWriter(instance, connection, await createBufferedHasher(), aside)
  }

  /** Rows of the table and of the shard under way. */
  get rows(): number {
    return this.#waiting.reduce((sum, { hashes }) => sum + hashes.length, this.#rows)
  }

  /** The content hashes of all rows in the table, in load order. */
  get hashes(): readonly string[] {
    return this.#hashes
  }

  addRows(columns: ExampleColumns, shard: number, shardRows: ArrayLike<number>): void {
    if (columns.length === 0) return
    const batch = encodeBatch(columns, hashColumns(columns, this.#hasher), {
      firstRowNumber: this.rows,
      shard,
      shardRows,
    })
    const options = new WriterPropertiesBuilder().setCompression(Compression.SNAPPY).build()
    const file = join(this.#aside, `${this.#pieces++}.parquet`)
    writeFileSync(file, writeParquet(Table.fromIPCStream(batch.ipc), options))
    this.#waiting.push({ file, hashes: batch.hashes })
  }

  /** Forgets the rows since the last `endShard`. */
  async dropShard(): Promise<void> {
    for (const { file } of this.#waiting) await rm(file)
    this.#waiting = []
  }

  async endShard(): Promise<void> {
    for (const { file, hashes } of this.#waiting) {
      await this.#connection.run(`INSERT INTO ${EXAMPLES_TABLE} BY NAME FROM read_parquet(${quote(file)})`)
      for (const hash of hashes) this.#hashes.push(hash)
      this.#rows += hashes.length
      await rm(file)
    }
    this.#waiting = []
  }

  /** Closes the file, whole. */
  async finish(): Promise<void> {
    await this.#connection.run('CHECKPOINT made')
    await this.#connection.run('USE memory; DETACH made')
    await this.close()
  }

  async close(): Promise<void> {
    this.#connection.closeSync()
    this.#instance.closeSync()
    await rm(this.#aside, { recursive: true, force: true })
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
