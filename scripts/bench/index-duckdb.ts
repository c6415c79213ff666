import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { createDuckDB, type DuckDBConnection, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { FACETS } from '@/lib/core/columns'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { DirectionPlanes } from '@/lib/core/direction'
import type { PlanesBatch } from '@/lib/core/direction-index-rows'
import type { Filter } from '@/lib/core/filter'
import { filterToSql } from '@/lib/core/filter-sql'
import { planBins } from '@/lib/core/histogram-bins'

/** A DuckDB-WASM of this process. */
export async function openDuckDb(): Promise<DuckDBConnection> {
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/blocking'))
  const bundle = { mainModule: `${dist}/duckdb-eh.wasm`, mainWorker: '' }
  const database = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), NODE_RUNTIME)
  await database.instantiate(() => undefined)
  return database.connect()
}

/** Adds the planes, facets and row numbers of a batch to the table of examples. */
export function insertBatch(connection: DuckDBConnection, batch: PlanesBatch, create: boolean): void {
  const { rowStart, planes, historyPlanes, facets } = batch
  const rows = batch.hasDirection.length
  const column = (words: BigUint64Array, place: number) => words.filter((_, at) => at % 4 === place)
  const names = ['positive_low', 'positive_high', 'negative_low', 'negative_high']
  const columns = names.flatMap((name, place) => [
    [name, column(planes, place)] as const,
    [`history_${name}`, column(historyPlanes, place)] as const,
  ])
  const numbers = FACETS.map(({ key }, at) => [key, facets.subarray(at * rows, (at + 1) * rows)] as const)
  const rowNumbers = Int32Array.from({ length: rows }, (_, row) => rowStart + row)
  const all = Object.fromEntries([...columns, ...numbers, ['row_number', rowNumbers]])
  connection.insertArrowFromIPCStream(tableToIPC(tableFromArrays(all), 'stream'), {
    name: 'examples',
    create,
  })
}

/** The counts of all own poles under a filter, after the number of rows. */
export function countInDuckDb(connection: DuckDBConnection, filter: Filter): number[] {
  const counts = (['positive', 'negative'] as const).flatMap((pole) =>
    Array.from({ length: DIMENSION_COUNT }, (_, index) => {
      const column = `${pole}_${index < 64 ? 'low' : 'high'}`
      return `sum((${column} >> ${index % 64}) & 1)::INTEGER`
    }),
  )
  const sql = `SELECT count(*)::INTEGER, ${counts.join(', ')} FROM examples WHERE ${filterToSql(filter).sql}`
  const [row] = connection.query(sql).toArray()
  return Array.from(row ?? [], ([, value]: [string, unknown]) => Number(value))
}

/** The numbers of the 20 rows nearest to a target. */
export function findNearestInDuckDb(connection: DuckDBConnection, target: DirectionPlanes): string {
  const { positiveLow, positiveHigh, negativeLow, negativeHigh } = target
  const shared = (pole: 'positive' | 'negative', low: bigint, high: bigint) =>
    `bit_count(${pole}_low & ${low}::UBIGINT) + bit_count(${pole}_high & ${high}::UBIGINT)`
  const sql = `WITH compared AS (SELECT row_number,
  (${shared('positive', positiveLow, positiveHigh)} + ${shared('negative', negativeLow, negativeHigh)})::INTEGER AS agree,
  (${shared('positive', negativeLow, negativeHigh)} + ${shared('negative', positiveLow, positiveHigh)})::INTEGER AS conflict
FROM examples) SELECT row_number FROM compared ORDER BY agree - conflict DESC, conflict, row_number LIMIT 20`
  return readNumbers(connection, sql).join()
}

/** The counts of all bins of all facets under a filter, without the empty ones. */
export function countHistogramsInDuckDb(connection: DuckDBConnection, filter: Filter): string {
  const { sql: condition, params } = filterToSql(filter)
  if (params.length > 0) throw new RangeError('The filters of the benchmark have no values to bind')
  return FACETS.map(({ key }) => {
    const [min = 0, max = 0] = readNumbers(connection, `SELECT unnest([min(${key}), max(${key})]) FROM examples`)
    const bins = planBins(min, max)
    const bin = `(${key} - ${bins?.start ?? 0}) // ${bins?.width ?? 1}`
    const sql = `SELECT count(*)::INTEGER FROM examples WHERE ${condition} GROUP BY ${bin} ORDER BY ${bin}`
    return readNumbers(connection, sql).join()
  }).join()
}

/** The numbers of 50 rows from the 20,000th on, the longest chosen responses first. */
export function readPageInDuckDb(connection: DuckDBConnection, filter: Filter): string {
  const sql = `SELECT row_number FROM examples WHERE ${filterToSql(filter).sql}
ORDER BY chosen_length DESC, row_number LIMIT 50 OFFSET 20000`
  return readNumbers(connection, sql).join()
}

function readNumbers(connection: DuckDBConnection, sql: string): number[] {
  return connection
    .query(sql)
    .toArray()
    .map((row: Iterable<[string, unknown]>) => Number([...row][0]?.[1]))
}
