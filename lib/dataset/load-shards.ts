import { FIRST_PROBLEMS, type ShardState } from './dataset-state'
import type { EncodedBatch } from './encode-batch'
import { LoadError, type LoadProblem, toLoadProblem } from './load-error'
import type { Loader } from './loader'
import type { LoadedPiece } from './loader-protocol'
import { QueryError } from './query-error'
import type { ShardFile } from './source-shards'

/** What a run of the loader works on. */
export interface LoadRun {
  readonly engine: { readonly insert: (ipc: Uint8Array<ArrayBuffer>) => Promise<void> }
  readonly createLoader: () => Loader
  readonly fileAt: (index: number) => ShardFile | null
  readonly shards: () => readonly ShardState[]
  /** Rows in the database: the next `row_number`. */
  readonly rows: () => number
  readonly setShard: (index: number, change: Partial<ShardState>) => void
  /** Called once the batch is in the database. */
  readonly onBatch: (batch: EncodedBatch) => void
}

/**
 * Loads shards one after the other. The error of one leaves the others usable, but a full or broken database ends the
 * run. Rows are numbered in load order. Resolves in any case; after an abort it changes nothing more.
 */
export async function loadShards(run: LoadRun, indices: readonly number[], signal: AbortSignal): Promise<void> {
  const loader = run.createLoader()
  try {
    for (const [place, index] of indices.entries()) {
      const problem = await loadShard(run, loader, index, signal)
      if (signal.aborted) return
      if (problem?.code !== 'memory' && problem?.code !== 'engine') continue
      for (const left of indices.slice(place + 1))
        run.setShard(left, {
          status: 'cancelled',
          error: { code: problem.code, message: `Not loaded. ${problem.message}` },
        })
      return
    }
  } finally {
    loader.end()
  }
}

async function loadShard(
  run: LoadRun,
  loader: Loader,
  index: number,
  signal: AbortSignal,
): Promise<LoadProblem | null> {
  const file = run.fileAt(index)
  const shard = run.shards()[index]
  if (!file || !shard) return null
  const startRow = shard.rows + shard.skipped.count
  run.setShard(index, { status: 'loading', error: null })
  try {
    await loader.load(
      { name: file.name, shard: index, origin: file.origin, firstRowNumber: run.rows(), startRow },
      {
        onOpened: ({ bytes, rows, columns, synthetic }) =>
          ifLive(() =>
            run.setShard(index, { bytes, rowsTotal: rows, columns, synthetic: shard.synthetic || synthetic }),
          ),
        onProgress: (bytesDone) => ifLive(() => setBytes(run, index, bytesDone)),
        onPiece: (piece) => keepPiece(run, index, piece, signal),
      },
      signal,
    )
    const done = run.shards()[index] ?? shard
    checkRows(done)
    run.setShard(index, { status: 'ready', bytesDone: done.bytes, rowsTotal: done.rows + done.skipped.count })
    return null
  } catch (error) {
    if (signal.aborted) return null
    const problem = nameProblem(error, file.name, run.rows())
    run.setShard(index, { status: 'failed', error: problem })
    return problem
  }

  function ifLive(work: () => void): void {
    if (!signal.aborted) work()
  }
}

async function keepPiece(run: LoadRun, index: number, piece: LoadedPiece, signal: AbortSignal): Promise<void> {
  if (piece.batch) await run.engine.insert(piece.batch.ipc)
  const shard = run.shards()[index]
  if (!shard) return
  const { count, first } = shard.skipped
  run.setShard(index, {
    rows: shard.rows + (piece.batch?.rows ?? 0),
    synthetic: shard.synthetic || piece.synthetic,
    skipped: { count: count + piece.errors.length, first: [...first, ...piece.errors].slice(0, FIRST_PROBLEMS) },
  })
  if (piece.batch) run.onBatch(piece.batch)
  if (!signal.aborted) setBytes(run, index, piece.bytesDone)
}

function setBytes(run: LoadRun, index: number, bytesDone: number): void {
  const shard = run.shards()[index]
  if (shard && bytesDone > shard.bytesDone) run.setShard(index, { bytesDone: Math.min(bytesDone, shard.bytes) })
}

/** A shard of which every row was left out is no shard. */
function checkRows({ name, rows, skipped }: ShardState): void {
  const [first] = skipped.first
  if (rows > 0 || !first) return
  const all = skipped.count === 1 ? 'its only row is' : `all of its ${skipped.count} rows are`
  throw new LoadError('every-row', `${name}: ${all} faulty. The first: ${first.message}`, first.place)
}

function nameProblem(error: unknown, file: string, rows: number): LoadProblem {
  if (!(error instanceof QueryError)) return toLoadProblem(error, file)
  if (error.code !== 'memory') return { code: 'engine', message: error.message }
  return {
    code: 'memory',
    message: `${file}: this tab's database is full after ${rows} rows. Those rows are kept; open fewer or smaller shards. ${error.message}`,
  }
}
