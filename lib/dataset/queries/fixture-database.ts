import { tableFromIPC } from 'apache-arrow'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { hashExample } from '@/lib/core/content-hash'
import type { Example } from '@/lib/core/example'
import { EXAMPLE_COLUMNS } from '@/lib/core/example-columns'
import type { PlacedExample } from '@/lib/core/filter-oracle'
import { bindParams } from '../bind-params'
import { columnsOfExamples } from '../columns-of-examples'
import { type EncodedBatch, encodeBatch } from '../encode-batch'
import { hashColumns } from '../hash-columns'
import { createBufferedHasher } from '../hasher'
import { openTestDatabase } from '../open-test-database'
import { readRowObjects } from '../read-rows'
import type { Query } from './query'

/** The browser's database with some examples, run in this process: for tests and benchmarks. */
export interface FixtureDatabase {
  /** The rows in load order. */
  readonly rows: readonly PlacedExample[]
  readonly batches: readonly EncodedBatch[]
  ask<Row>(query: Query<Row>): Row[]
  /** Runs SQL as it is and gives plain rows. */
  run(sql: string): Record<string, unknown>[]
}

/** Opens DuckDB-WASM and loads the examples through the loader's own encoder, `shardRows` to a shard. */
export async function openFixtureDatabase(examples: readonly Example[], shardRows: number): Promise<FixtureDatabase> {
  const connection = await openTestDatabase()
  const columns = Object.entries(EXAMPLE_COLUMNS).map(([name, type]) => `${name} ${type}`)
  connection.query(`CREATE TABLE ${EXAMPLES_TABLE} (${columns.join(', ')})`)
  const hasher = await createBufferedHasher()
  const batches: EncodedBatch[] = []
  for (let start = 0; start < examples.length; start += shardRows) {
    const part = examples.slice(start, start + shardRows)
    const origin = { firstRowNumber: start, shard: start / shardRows, shardRows: part.map((_, row) => row) }
    const columns = columnsOfExamples(part)
    const batch = encodeBatch(columns, hashColumns(columns, hasher), origin)
    connection.insertArrowFromIPCStream(batch.ipc, { name: 'loaded', create: true })
    connection.query(`INSERT INTO ${EXAMPLES_TABLE} BY NAME FROM loaded`)
    connection.query('DROP TABLE loaded')
    batches.push(batch)
  }
  const run = (sql: string) =>
    tableFromIPC(connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql))).batches.flatMap(readRowObjects)
  return {
    rows: examples.map((example, row) => ({
      example,
      hash: hashExample(example, hasher),
      shard: Math.floor(row / shardRows),
    })),
    batches,
    ask: (query) => run(bindParams(query.sql, query.params)).map((row) => query.row.parse(row)),
    run,
  }
}
