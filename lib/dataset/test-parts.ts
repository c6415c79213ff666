import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { DatasetEngine, PreparedTools } from './dataset-parts'
import { CREATE_EXAMPLES } from './engine-session'
import { hashColumnsAside } from './hash-columns'
import type { IndexBatch } from './index-sink'
import { LoadError, toLoadProblem } from './load-error'
import { loadShard } from './load-shard'
import type { Loader } from './loader'
import { type LoadedPiece, PIECES_AHEAD } from './loader-protocol'
import { openTestDatabase } from './open-test-database'
import { NO_CACHE } from './prepared/byte-cache'
import { DIRECT_DECODER } from './prepared/row-decoder'
import { type QueryError, toQueryError } from './query-error'

/** The app's database engine in Node: the same DuckDB-WASM, called directly. */
export async function createTestEngine() {
  const connection = await openTestDatabase()
  const breakdowns = new Set<(error: QueryError) => void>()
  let fault: Error | null = null
  const engine: DatasetEngine = {
    start: async () => undefined,
    async insert(ipc) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      if (fault) throw toQueryError(fault, 'INSERT')
      connection.insertArrowFromIPCStream(ipc, { name: EXAMPLES_TABLE, create: false })
    },
    empty: async () => void connection.query(CREATE_EXAMPLES),
    end: async () => void connection.query(CREATE_EXAMPLES),
    attach: async () => undefined,
    onPhase: () => () => undefined,
    onBreakdown(listener) {
      breakdowns.add(listener)
      return () => breakdowns.delete(listener)
    },
  }
  return {
    engine,
    /** Makes inserts fail from now on; `null` heals them. */
    failInserts(error: Error | null) {
      fault = error
    },
    /** What a trap does: the rows are gone and the listeners are told. */
    breakDown(error: QueryError) {
      connection.query(CREATE_EXAMPLES)
      for (const listener of breakdowns) listener(error)
    },
    query: (sql: string): Record<string, unknown>[] =>
      connection
        .query(sql)
        .toArray()
        .map((row) => row.toJSON()),
  }
}

/** The app's loader without its worker: the same reading, the same hand-over of one piece at a time. */
export function createDirectLoader(): Loader {
  return {
    end: () => undefined,
    async load(request, handlers, signal) {
      const pieces: LoadedPiece[] = []
      const handOver = async () => {
        for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
          signal.throwIfAborted()
          await handlers.onPiece(piece)
        }
        signal.throwIfAborted()
      }
      try {
        await loadShard(
          { ...request, bytesDone: 0, scratch: null, aside: null },
          (columns) => hashColumnsAside(columns, crypto.subtle),
          (message) => {
            if (message.kind === 'opened') handlers.onOpened(message.facts)
            if (message.kind === 'progress') handlers.onProgress(message.bytesDone)
            if (message.kind === 'piece') pieces.push(message.piece)
          },
          async () => {
            if (pieces.length >= PIECES_AHEAD) await handOver()
          },
        )
        await handOver()
      } catch (error) {
        if (signal.aborted || !(error instanceof LoadError)) throw error
        await handOver()
        const { code, message, place } = toLoadProblem(error, request.name)
        throw new LoadError(code, message, place)
      }
    },
  }
}

/** An index that keeps what it is told. */
export function createRecordingSink() {
  let batches: IndexBatch[] = []
  return {
    append: (batch: IndexBatch) => void batches.push(batch),
    reset() {
      batches = []
    },
    rows: () => batches.reduce((sum, batch) => sum + batch.rows, 0),
  }
}

/** The tools of prepared datasets without a cache or a worker; the index keeps nothing. */
export const TEST_PREPARED_TOOLS: PreparedTools = {
  cache: NO_CACHE,
  loadPart: async () => undefined,
  createDecoder: () => DIRECT_DECODER,
}
