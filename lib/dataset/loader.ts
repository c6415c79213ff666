import { LoadError, type LoadProblem } from './load-error'
import type {
  LoadedPiece,
  LoaderMessage,
  LoaderRequest,
  LoadRequest,
  RestOfShard,
  ShardFacts,
  WorkerRequest,
} from './loader-protocol'
import { reserveScratch } from './reserve-scratch'

const PARQUET_WASM = '/parquet/0.8.0/parquet_wasm_bg.wasm'

/** Bytes after which a worker is not used for another shard: its memory never shrinks. */
const WORN_BYTES = 64 * 1024 * 1024

/** What the page does with a shard as it is read. */
export interface LoadHandlers {
  readonly onOpened: (facts: ShardFacts) => void
  readonly onProgress: (bytesDone: number) => void
  /** Called for one piece at a time; the loader waits for it. */
  readonly onPiece: (piece: LoadedPiece) => Promise<void>
}

/** Reads shards in a worker of its own, one at a time. */
export interface Loader {
  /** Throws `LoadError`, what `onPiece` throws, or the signal's reason: then the worker is ended. */
  readonly load: (request: LoadRequest, handlers: LoadHandlers, signal: AbortSignal) => Promise<void>
  /** Ends the worker. */
  readonly end: () => void
}

/** A loader; its worker starts with the first shard. */
export function createLoader(): Loader {
  let worker: Worker | null = null

  function end(): void {
    worker?.terminate()
    worker = null
  }

  async function load(request: LoadRequest, handlers: LoadHandlers, signal: AbortSignal): Promise<void> {
    const scratch = await reserveScratch()
    let rest: WorkerRequest | null = { ...request, bytesDone: 0, scratch: scratch?.name ?? null, aside: null }
    try {
      while (rest) {
        signal.throwIfAborted()
        worker ??= new Worker(new URL('./loader.worker.ts', import.meta.url), { type: 'module' })
        const stop: Stop = await follow(worker, rest, handlers, signal)
        if (stop.rest || stop.bytes > WORN_BYTES) end()
        rest = stop.rest && { ...rest, ...stop.rest }
      }
    } catch (error) {
      end()
      throw error
    } finally {
      await scratch?.release()
    }
  }

  return { load, end }
}

/** Where a worker stopped. */
interface Stop {
  /** The file's. */
  readonly bytes: number
  /** What is left for a fresh worker. */
  readonly rest: RestOfShard | null
}

/**
 * Follows the reading of one shard by one worker to its end. Settles only after the piece in hand is dealt with, so
 * that nothing of this shard happens afterwards.
 */
async function follow(
  worker: Worker,
  request: WorkerRequest,
  handlers: LoadHandlers,
  signal: AbortSignal,
): Promise<Stop> {
  const listening = new AbortController()
  const options = { signal: listening.signal }
  const post = (message: LoaderRequest) => worker.postMessage(message)
  let queue: Promise<void> = Promise.resolve()
  const ended = new Promise<Stop>((resolve, reject) => {
    let bytes = 0
    const takePiece = async (piece: LoadedPiece) => {
      if (listening.signal.aborted) return
      await handlers.onPiece(piece)
      post({ kind: 'next' })
    }
    const onMessage = ({ data }: MessageEvent<LoaderMessage>) => {
      switch (data.kind) {
        case 'opened':
          bytes = data.facts.bytes
          return handlers.onOpened(data.facts)
        case 'progress':
          return handlers.onProgress(data.bytesDone)
        case 'piece':
          queue = queue.then(() => takePiece(data.piece))
          return queue.catch(reject)
        case 'aside':
          return queue.then(() => resolve({ bytes, rest: data.rest }), reject)
        case 'done':
          return queue.then(() => resolve({ bytes, rest: null }), reject)
        case 'failed':
          return queue.then(() => reject(toLoadError(data.problem)), reject)
      }
    }
    worker.addEventListener('message', onMessage, options)
    worker.addEventListener('error', (event) => reject(workerFailed(request.name, event.message)), options)
    worker.addEventListener('messageerror', () => reject(workerFailed(request.name, 'a message was lost')), options)
    signal.addEventListener('abort', () => reject(signal.reason), options)
    post({ kind: 'load', request, parquetUrl: new URL(PARQUET_WASM, location.href).href })
  })
  try {
    return await ended
  } finally {
    listening.abort()
    if (signal.aborted) worker.terminate()
    await queue.catch(() => undefined)
  }
}

function toLoadError({ code, message, place }: LoadProblem): LoadError {
  return new LoadError(code, message, place)
}

/** WebAssembly that cannot go on tells no more than the name of its trap. */
const TRAP = /RuntimeError|unreachable|memory access/

function workerFailed(name: string, reason: string): LoadError {
  if (TRAP.test(reason))
    return new LoadError(
      'parquet',
      `${name} cannot be read: the Parquet reader broke down on it, as it does on damaged files and when memory runs out. Get the file again, or write it with smaller row groups.`,
    )
  return new LoadError(
    'reader',
    `${name}: the reader stopped working (${reason || 'no reason given'}). Reload the page and try again.`,
  )
}
