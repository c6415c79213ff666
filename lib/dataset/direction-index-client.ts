import type { IndexCounts, RowMask } from '@/lib/core/direction-index'
import type { IndexQuestion, IndexReply, IndexRequest, IndexSize } from './direction-index-protocol'
import type { IndexSink } from './index-sink'

/** Where the index's worker is reached: a `Worker`, or in tests one end of a `MessageChannel`. */
export interface IndexPort {
  postMessage(request: IndexRequest, transfer: Transferable[]): void
  onmessage: ((event: MessageEvent<IndexReply>) => void) | null
}

/** `empty` before the first rows, `ready` with rows, `failed` once the worker is lost. */
export type IndexState =
  | { readonly phase: 'empty' }
  | ({ readonly phase: 'ready' } & IndexSize)
  | { readonly phase: 'failed'; readonly error: IndexWorkerError }

/**
 * The direction index in its worker. It follows the dataset as an `IndexSink`: questions see every row that was appended
 * before them, and rows it cannot take make it `failed`.
 */
export interface DirectionIndexClient extends IndexSink {
  state(): IndexState
  /** Grows with every change of the rows: answers of two versions may differ. */
  version(): number
  /** Calls `listener` at every change of the state; returns the end of it. */
  onState(listener: (state: IndexState) => void): () => void
  /**
   * Counts all poles. One question is answered at a time, and one whose signal aborts while it waits is never asked.
   * Throws the signal's reason when aborted, `IndexWorkerError` when the worker fails.
   */
  countPoles(question: IndexQuestion, signal: AbortSignal): Promise<IndexCounts>
  /** The rows that meet the filter; as `countPoles`. */
  rowMask(question: IndexQuestion, signal: AbortSignal): Promise<RowMask>
  /** Marks the index as lost: the worker broke down or will not load. Everything under way is rejected. */
  fail(message: string): void
}

/** The index cannot answer. */
export class IndexWorkerError extends Error {
  override name = 'IndexWorkerError'
  readonly code = 'index-worker'
}

type Ask = IndexRequest extends infer Request ? (Request extends IndexRequest ? Omit<Request, 'id'> : never) : never

interface Waiting {
  readonly resolve: (reply: IndexReply) => void
  readonly reject: (error: unknown) => void
}

/** The index behind a port, which is opened when first needed; `fail` tells the client that the worker is lost. */
export function createDirectionIndexClient(
  openPort: (fail: (message: string) => void) => IndexPort,
): DirectionIndexClient {
  let state: IndexState = { phase: 'empty' }
  let nextId = 0
  let rowsSent = 0
  let version = 0
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<(state: IndexState) => void>()
  let turn: Promise<unknown> = Promise.resolve()

  let port: IndexPort | null = null

  function open(): IndexPort {
    if (port) return port
    port = openPort(fail)
    port.onmessage = ({ data }) => {
      const asked = waiting.get(data.id)
      waiting.delete(data.id)
      if (data.kind === 'failed') asked?.reject(new IndexWorkerError(`The direction index: ${data.message}`))
      else asked?.resolve(data)
    }
    return port
  }

  function setState(next: IndexState): void {
    state = next
    for (const listener of listeners) listener(next)
  }

  function post(request: Ask, transfer: Transferable[] = []): Promise<IndexReply> {
    if (state.phase === 'failed') return Promise.reject(state.error)
    const id = nextId++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      open().postMessage({ ...request, id }, transfer)
    })
  }

  function change(request: Ask, transfer: Transferable[]): void {
    version++
    if (state.phase === 'failed' || (request.kind === 'clear' && !port)) return
    post(request, transfer).then(
      (reply) => {
        if (reply.kind !== 'size') return fail(`it answered with ${reply.kind}`)
        const { rows, byteLength, kernel } = reply
        setState(rows === 0 ? { phase: 'empty' } : { phase: 'ready', rows, byteLength, kernel })
      },
      (error: Error) => {
        if (state.phase !== 'failed') fail(error.message)
      },
    )
  }

  function fail(message: string): void {
    const error = new IndexWorkerError(`The direction index is lost: ${message}. Reload the page.`)
    setState({ phase: 'failed', error })
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  async function ask(request: Ask, signal: AbortSignal): Promise<IndexReply> {
    const myTurn = turn.then(() => {
      signal.throwIfAborted()
      return post(request)
    })
    turn = myTurn.catch(() => undefined)
    return await abortable(myTurn, signal)
  }

  return {
    state: () => state,
    version: () => version,
    onState: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    append: ({ rows, planes, historyPlanes, hasDirection }) => {
      const batch = { rowStart: rowsSent, planes, historyPlanes, hasDirection }
      rowsSent += rows
      change({ kind: 'append', batch }, [...new Set([planes.buffer, historyPlanes.buffer, hasDirection.buffer])])
    },
    reset: () => {
      rowsSent = 0
      change({ kind: 'clear' }, [])
    },
    countPoles: async ({ filter, masks }, signal) => {
      const reply = await ask({ kind: 'count', filter, masks }, signal)
      if (reply.kind !== 'counts') throw unexpected(reply)
      return reply.counts
    },
    rowMask: async ({ filter, masks }, signal) => {
      const reply = await ask({ kind: 'mask', filter, masks }, signal)
      if (reply.kind !== 'mask') throw unexpected(reply)
      return reply.mask
    },
    fail,
  }
}

function unexpected(reply: IndexReply): IndexWorkerError {
  return new IndexWorkerError(`The direction index answered with ${reply.kind}`)
}

/** The promise, or the signal's reason as soon as it aborts. */
function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
