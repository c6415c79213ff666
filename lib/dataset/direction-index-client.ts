import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { IndexCounts, MaskedFilter } from '@/lib/core/direction-index-counts'
import type { FacetHistogram, MissingCounts } from '@/lib/core/direction-index-histograms'
import type { Projection, ProjectionQuestion, RowAspect } from '@/lib/core/direction-index-map'
import type { NearestRows, NearestTarget } from '@/lib/core/direction-index-nearest'
import type { ListQuestion, RowPage, RowPlace } from '@/lib/core/direction-index-order'
import type { PrincipalComponents } from '@/lib/core/principal-components'
import type { RowMask } from '@/lib/core/row-mask'
import { BEGUN_ID } from './begun-index'
import type {
  IndexAnswer,
  IndexReply,
  IndexRequest,
  IndexSize,
  IndexWork,
  PageQuestion,
} from './direction-index-protocol'
import { type IndexSink, indexBuffers } from './index-sink'
import { LoadError } from './load-error'
import type { PartProgress, PreparedIndexPart } from './prepared/part-reader'

/** Where the index's worker is reached: a `Worker`, or in tests one end of a `MessageChannel`. */
export interface IndexPort {
  postMessage(request: IndexRequest, transfer: Transferable[]): void
  onmessage: ((event: MessageEvent<IndexReply>) => void) | null
}

/** A worker that was started before this page's scripts to read the directions of a dataset, and what it said since. */
interface BegunPort {
  readonly port: IndexPort
  readonly replies: readonly IndexReply[]
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
  /**
   * Reads a part of a prepared dataset in the worker, told of every piece that is in; questions are answered meanwhile.
   * Throws `LoadError` when it cannot be read and the signal's reason when aborted; a piece that does not fit makes the
   * index `failed`, as rows that cannot be taken do, and is an `IndexWorkerError`.
   */
  loadPart(part: PreparedIndexPart, onProgress: (progress: PartProgress) => void, signal: AbortSignal): Promise<void>
  /** Calls `listener` at every change of the state; returns the end of it. */
  onState(listener: (state: IndexState) => void): () => void
  /**
   * Counts all poles. One question is answered at a time; one whose signal aborts is not asked any more, or ended where
   * the worker is at it. Throws the signal's reason when aborted, `IndexWorkerError` when the worker fails.
   */
  countPoles(question: MaskedFilter, signal: AbortSignal): Promise<IndexCounts>
  /** The rows that meet the filter; as `countPoles`. */
  rowMask(question: MaskedFilter, signal: AbortSignal): Promise<RowMask>
  /** How often each two poles stand in one direction; as `countPoles`. Takes some 0.2 s for a million rows. */
  coOccurrence(question: MaskedFilter, signal: AbortSignal, onProgress?: OnProgress): Promise<CoOccurrence>
  /** The rows nearest to a target; as `countPoles`. A limit or weights out of range are an `IndexWorkerError`. */
  nearest(question: MaskedFilter & NearestTarget, signal: AbortSignal, onProgress?: OnProgress): Promise<NearestRows>
  /** A histogram of every facet; as `countPoles`. */
  histograms(question: MaskedFilter, signal: AbortSignal): Promise<readonly FacetHistogram[]>
  /** How many rows lack each optional column; as `countPoles`. */
  missing(question: MaskedFilter, signal: AbortSignal): Promise<MissingCounts>
  /** Some rows of a list by their numbers; as `countPoles`. */
  page(question: PageQuestion, signal: AbortSignal): Promise<RowPage>
  /** Where a row stands in a list; as `countPoles`. */
  place(question: ListQuestion & { readonly row: number }, signal: AbortSignal): Promise<RowPlace>
  /** The axes of a map of all rows; as `countPoles`. Takes some 0.2 s for a million rows. */
  components(signal: AbortSignal, onProgress?: OnProgress): Promise<PrincipalComponents | null>
  /** The places of all rows on a map; as `countPoles`. Takes some 0.5 s for a million rows. */
  project(question: ProjectionQuestion, signal: AbortSignal, onProgress?: OnProgress): Promise<Projection>
  /** One number a row, for the colours of a map; as `countPoles`. */
  rowValues(aspect: RowAspect, signal: AbortSignal): Promise<Int8Array | Int32Array>
  /** Marks the index as lost: the worker broke down or will not load. Everything under way is rejected. */
  fail(message: string): void
}

/** The index cannot answer. */
export class IndexWorkerError extends Error {
  override name = 'IndexWorkerError'
  readonly code = 'index-worker'
}

/** Told now and then of the share that is done, in [0, 1]. */
export type OnProgress = (done: number) => void

interface Waiting {
  readonly resolve: (answer: IndexAnswer) => void
  readonly reject: (error: unknown) => void
  readonly onProgress: OnProgress | undefined
  readonly onPart: ((progress: IndexSize & PartProgress) => void) | undefined
}

interface Asking {
  readonly transfer?: Transferable[]
  readonly signal?: AbortSignal
  readonly onProgress?: OnProgress | undefined
  readonly onPart?: (progress: IndexSize & PartProgress) => void
}

type Fail = (message: string) => void

/**
 * The index behind a port, which is opened when first needed; `fail` tells the client that the worker is lost. Where a
 * port was opened before to read a dataset, `takeBegun` gives it.
 */
export function createDirectionIndexClient(
  openPort: (fail: Fail) => IndexPort,
  takeBegun: (part: PreparedIndexPart, fail: Fail) => BegunPort | null = () => null,
): DirectionIndexClient {
  let state: IndexState = { phase: 'empty' }
  let nextId = BEGUN_ID + 1
  let rowsSent = 0
  let version = 0
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<(state: IndexState) => void>()
  let turn: Promise<unknown> = Promise.resolve()

  let port: IndexPort | null = null

  function open(): IndexPort {
    port ??= listen(openPort(fail))
    return port
  }

  function listen(opened: IndexPort): IndexPort {
    opened.onmessage = ({ data }) => take(data)
    return opened
  }

  function take(reply: IndexReply): void {
    const asked = waiting.get(reply.id)
    switch (reply.kind) {
      case 'progress':
        asked?.onProgress?.(reply.done)
        break
      case 'part-progress':
        asked?.onPart?.(reply)
        break
      case 'failed':
        waiting.delete(reply.id)
        asked?.reject(new IndexWorkerError(`The direction index: ${reply.message}`))
        break
      default:
        waiting.delete(reply.id)
        asked?.resolve(reply)
    }
  }

  function setState(next: IndexState): void {
    state = next
    for (const listener of listeners) listener(next)
  }

  function setSize({ rows, byteLength, kernel, lacks }: IndexSize): void {
    setState(rows === 0 ? { phase: 'empty' } : { phase: 'ready', rows, byteLength, kernel, lacks })
  }

  function post(work: IndexWork, { transfer = [], ...asking }: Asking): Promise<IndexAnswer> {
    const id = nextId++
    return answerTo(id, () => open().postMessage({ ...work, id }, transfer), asking)
  }

  /** The answer to a request that `begin` makes. */
  async function answerTo(
    id: number,
    begin: () => void,
    { signal, onProgress, onPart }: Omit<Asking, 'transfer'>,
  ): Promise<IndexAnswer> {
    if (state.phase === 'failed') throw state.error
    const cancel = () => open().postMessage({ id, kind: 'cancel' }, [])
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, onProgress, onPart })
        begin()
      })
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  async function change(work: IndexWork, transfer: Transferable[]): Promise<void> {
    version++
    if (state.phase === 'failed' || (work.kind === 'clear' && !port)) return
    await post(work, { transfer }).then(
      (reply) => {
        if (reply.kind !== 'size') return fail(`it answered with ${reply.kind}`)
        setSize(reply)
      },
      (error: Error) => {
        if (state.phase !== 'failed') fail(error.message)
      },
    )
  }

  /** Asks for a part, or takes over from whoever asked for it before this page's scripts were there. */
  function askForPart(part: PreparedIndexPart, asking: Omit<Asking, 'transfer'>): Promise<IndexAnswer> {
    const begun = port === null ? takeBegun(part, fail) : null
    if (!begun) return post({ kind: 'load-part', ...part }, asking)
    port = listen(begun.port)
    return answerTo(BEGUN_ID, () => begun.replies.forEach(take), asking)
  }

  async function loadPart(
    part: PreparedIndexPart,
    onProgress: (progress: PartProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted()
    const onPart = (progress: IndexSize & PartProgress) => {
      if (signal.aborted) return
      version++
      rowsSent = progress.rows
      setSize(progress)
      onProgress(progress)
    }
    try {
      const reply = await abortable(askForPart(part, { signal, onPart }), signal)
      if (reply.kind === 'part-failed') throw new LoadError(reply.problem.code, reply.problem.message)
      if (reply.kind !== 'size') throw unexpected(reply)
      setSize(reply)
    } catch (error) {
      if (error instanceof IndexWorkerError && state.phase !== 'failed') fail(error.message)
      throw error
    }
  }

  function fail(message: string): void {
    const error = new IndexWorkerError(`The direction index is lost: ${message}. Reload the page.`)
    setState({ phase: 'failed', error })
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  async function ask(work: IndexWork, signal: AbortSignal, onProgress?: OnProgress): Promise<IndexAnswer> {
    const myTurn = turn.then(() => {
      signal.throwIfAborted()
      return post(work, { signal, onProgress: (done) => !signal.aborted && onProgress?.(done) })
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
    append: (rows) => {
      const { planes, historyPlanes, historyEveryPlanes, hasDirection, texts, facets, shard } = rows
      const batch = { planes, historyPlanes, historyEveryPlanes, hasDirection, texts, facets, shard }
      void change({ kind: 'append', batch: { ...batch, rowStart: rowsSent } }, indexBuffers(rows))
      rowsSent += rows.rows
    },
    reset: () => {
      rowsSent = 0
      void change({ kind: 'clear' }, [])
    },
    loadPart,
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
    coOccurrence: async ({ filter, masks }, signal, onProgress) => {
      const reply = await ask({ kind: 'co-occurrence', filter, masks }, signal, onProgress)
      if (reply.kind !== 'co-occurrence') throw unexpected(reply)
      return reply.coOccurrence
    },
    nearest: async ({ filter, masks, target, weights, mode, limit }, signal, onProgress) => {
      const reply = await ask({ kind: 'nearest', filter, masks, target, weights, mode, limit }, signal, onProgress)
      if (reply.kind !== 'nearest') throw unexpected(reply)
      return reply.nearest
    },
    histograms: async ({ filter, masks }, signal) => {
      const reply = await ask({ kind: 'histograms', filter, masks }, signal)
      if (reply.kind !== 'histograms') throw unexpected(reply)
      return reply.histograms
    },
    missing: async ({ filter, masks }, signal) => {
      const reply = await ask({ kind: 'missing', filter, masks }, signal)
      if (reply.kind !== 'missing') throw unexpected(reply)
      return reply.missing
    },
    page: async ({ filter, masks, sort, offset, limit }, signal) => {
      const reply = await ask({ kind: 'page', filter, masks, sort, offset, limit }, signal)
      if (reply.kind !== 'page') throw unexpected(reply)
      return reply.page
    },
    place: async ({ filter, masks, sort, row }, signal) => {
      const reply = await ask({ kind: 'place', filter, masks, sort, row }, signal)
      if (reply.kind !== 'place') throw unexpected(reply)
      return reply.place
    },
    components: async (signal, onProgress) => {
      const reply = await ask({ kind: 'components' }, signal, onProgress)
      if (reply.kind !== 'components') throw unexpected(reply)
      return reply.components
    },
    project: async (question, signal, onProgress) => {
      const reply = await ask({ kind: 'project', question }, signal, onProgress)
      if (reply.kind !== 'project') throw unexpected(reply)
      return reply.projection
    },
    rowValues: async (aspect, signal) => {
      const reply = await ask({ kind: 'row-values', aspect }, signal)
      if (reply.kind !== 'row-values') throw unexpected(reply)
      return reply.values
    },
    fail,
  }
}

function unexpected(reply: IndexAnswer): IndexWorkerError {
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
