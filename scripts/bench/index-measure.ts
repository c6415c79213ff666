import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { createDuckDB, type DuckDBConnection, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { DIMENSION_COUNT, dimensionAt } from '@/lib/core/dimensions'
import { createDirectionIndex, type DirectionIndex } from '@/lib/core/direction-index'
import { createKernel } from '@/lib/core/direction-index-kernel'
import { createPlainKernel } from '@/lib/core/direction-index-plain-kernel'
import type { PlanesBatch } from '@/lib/core/direction-index-rows'
import type { Filter } from '@/lib/core/filter'
import { filterToSql } from '@/lib/core/filter-sql'
import { splitFilter } from '@/lib/core/index-filter'
import { createRandom, type Random } from '@/lib/core/random'
import { type IndexReport, summarise } from './index-report'

const BATCH_ROWS = 122_880

/** Measures the index on both kernels against DuckDB-WASM, interleaved so that they share whatever else the machine does. */
export async function measureIndex({
  rows,
  rounds,
  seed,
}: {
  rows: number
  rounds: number
  seed: number
}): Promise<IndexReport> {
  const random = createRandom(seed)
  const simd = createDirectionIndex(createKernel())
  const plain = createDirectionIndex(createPlainKernel())
  const connection = await openDuckDb()
  let buildMs = 0
  for (let rowStart = 0; rowStart < rows; rowStart += BATCH_ROWS) {
    const batch = makeBatch(rowStart, Math.min(BATCH_ROWS, rows - rowStart), random)
    const start = performance.now()
    simd.append(batch)
    buildMs += performance.now() - start
    plain.append(batch)
    insert(connection, batch, rowStart === 0)
  }
  const filters = Array.from({ length: rounds }, (_, round) => makeFilter(round))
  const durations = { simd: [] as number[], plain: [] as number[], duckdb: [] as number[] }
  for (const filter of filters) {
    const [ours, ms] = timed(() => count(simd, filter))
    const [slow, slowMs] = timed(() => count(plain, filter))
    const [theirs, duckdbMs] = timed(() => countInDuckDb(connection, filter))
    if (ours.join() !== slow.join() || ours.join() !== theirs.join())
      throw new Error(`The counts differ under ${JSON.stringify(filter)}`)
    durations.simd.push(ms)
    durations.plain.push(slowMs)
    durations.duckdb.push(duckdbMs)
  }
  return {
    rows,
    rounds,
    buildMs,
    indexBytes: simd.byteLength(),
    timings: [
      summarise(`direction index, ${simd.kernel} kernel`, durations.simd),
      summarise('direction index, plain kernel', durations.plain),
      summarise('DuckDB-WASM on bit-planes, own poles only', durations.duckdb),
    ],
  }
}

function timed<Value>(work: () => Value): [Value, number] {
  const start = performance.now()
  const value = work()
  return [value, performance.now() - start]
}

function count(index: DirectionIndex, filter: Filter): number[] {
  const counts = index.countPoles(splitFilter(filter).index, [])
  return [counts.matched, ...counts.positive, ...counts.negative]
}

/** Two required poles and an excluded one, other ones each round. */
function makeFilter(round: number): Filter {
  const dimension = (step: number) => dimensionAt((round * step + step) % DIMENSION_COUNT).key
  return {
    kind: 'all',
    filters: [
      { kind: 'direction', dimension: dimension(7), pole: 'positive' },
      { kind: 'not', filter: { kind: 'direction', dimension: dimension(11), pole: 'negative' } },
      { kind: 'history', dimension: dimension(13), pole: round % 2 ? 'positive' : 'negative' },
    ],
  }
}

/** Directions with 14 of 90 dimensions set on average, some far oftener than others; histories unite four of them. */
function makeBatch(rowStart: number, rows: number, random: Random): PlanesBatch {
  const planes = new BigUint64Array(4 * rows)
  const words = new Uint32Array(planes.buffer)
  for (let row = 0; row < rows; row++)
    for (let dimension = 0; dimension < DIMENSION_COUNT; dimension++) {
      const draw = random()
      const share = 0.62 / (1 + ((dimension * 37) % DIMENSION_COUNT) / 8)
      if (draw >= share) continue
      const at = 8 * row + (draw < share * 0.6 ? 0 : 4) + (dimension >>> 5)
      words[at] = (words[at] ?? 0) | (1 << (dimension & 31))
    }
  const historyPlanes = planes.map((word, at) => {
    const other = (step: number) => planes[(at + 4 * step) % planes.length] ?? 0n
    return word | other(1) | other(2) | other(3)
  })
  return { rowStart, planes, historyPlanes, hasDirection: new Uint8Array(rows).fill(1) }
}

async function openDuckDb(): Promise<DuckDBConnection> {
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/blocking'))
  const bundle = { mainModule: `${dist}/duckdb-eh.wasm`, mainWorker: '' }
  const database = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), NODE_RUNTIME)
  await database.instantiate(() => undefined)
  return database.connect()
}

function insert(connection: DuckDBConnection, { planes, historyPlanes }: PlanesBatch, create: boolean): void {
  const column = (words: BigUint64Array, place: number) => words.filter((_, at) => at % 4 === place)
  const names = ['positive_low', 'positive_high', 'negative_low', 'negative_high']
  const columns = names.flatMap((name, place) => [
    [name, column(planes, place)] as const,
    [`history_${name}`, column(historyPlanes, place)] as const,
  ])
  connection.insertArrowFromIPCStream(tableToIPC(tableFromArrays(Object.fromEntries(columns)), 'stream'), {
    name: 'examples',
    create,
  })
}

function countInDuckDb(connection: DuckDBConnection, filter: Filter): number[] {
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
