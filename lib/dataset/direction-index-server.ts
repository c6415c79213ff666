import type { DirectionIndex } from '@/lib/core/direction-index'
import { IndexBatchError } from '@/lib/core/direction-index-rows'
import type { Steps } from '@/lib/core/steps'
import type { IndexAnswer, IndexReply, IndexRequest, IndexSize, IndexWork, PartWork } from './direction-index-protocol'
import type { FilledIndex } from './prepared/load-part'
import type { ReadPart } from './prepared/part-reader'
import { toPreparedProblem } from './prepared/prepared-problem'

/** Milliseconds of work after which the worker looks for messages, such as that its answer is no longer wanted. */
const STRETCH_MS = 8

/**
 * Answers requests to an index, one after another in the order they came; the returned function takes the next.
 * A part of a prepared dataset is read beside that, and what is read of it goes in between two answers.
 * Faults become a `failed` or `part-failed` reply, so that the worker lives on.
 */
export function serveDirectionIndex(
  index: DirectionIndex,
  reply: (reply: IndexReply) => void,
  readPart: ReadPart,
): (request: IndexRequest) => void {
  const cancelled = new Set<number>()
  const open = new Set<number>()
  const parts = new Map<number, AbortController>()
  let turn: Promise<void> = Promise.resolve()

  async function answer(id: number, work: Exclude<IndexWork, PartWork>): Promise<void> {
    const answered = await answerWork(index, work, {
      isCancelled: () => cancelled.has(id),
      onProgress: (done) => reply({ id, kind: 'progress', done }),
    })
    open.delete(id)
    cancelled.delete(id)
    reply({ id, ...answered })
  }

  async function loadPart(id: number, work: PartWork): Promise<void> {
    const own = new AbortController()
    parts.set(id, own)
    const inTurn = (change: () => void) => {
      const done = turn.then(() => {
        own.signal.throwIfAborted()
        change()
      })
      turn = done.catch(() => undefined)
      return done
    }
    const filled: FilledIndex = {
      loadOwn: (part, rows) => inTurn(() => index.loadOwn(part, rows)),
      loadHistory: (part, rows) => inTurn(() => index.loadHistory(part, rows)),
      loadFacets: (part) => inTurn(() => index.loadFacets(part)),
    }
    const answer = await readPart(
      work,
      filled,
      (progress) => reply({ id, kind: 'part-progress', ...sizeOf(index), ...progress }),
      own.signal,
    ).then(
      (): IndexAnswer => ({ kind: 'size', ...sizeOf(index) }),
      (error): IndexAnswer => {
        if (own.signal.aborted) return { kind: 'cancelled' }
        return error instanceof IndexBatchError
          ? failed(error)
          : { kind: 'part-failed', problem: toPreparedProblem(error) }
      },
    )
    parts.delete(id)
    reply({ id, ...answer })
  }

  return (request) => {
    if (request.kind === 'cancel') {
      parts.get(request.id)?.abort()
      if (open.has(request.id)) cancelled.add(request.id)
      return
    }
    if (request.kind === 'load-part') return void loadPart(request.id, request)
    open.add(request.id)
    turn = turn.then(() => answer(request.id, request))
  }
}

interface Watch {
  readonly isCancelled: () => boolean
  readonly onProgress: (done: number) => void
}

async function answerWork(
  index: DirectionIndex,
  work: Exclude<IndexWork, PartWork>,
  watch: Watch,
): Promise<IndexAnswer> {
  try {
    if (watch.isCancelled()) return { kind: 'cancelled' }
    switch (work.kind) {
      case 'append':
        index.append(work.batch)
        return { kind: 'size', ...sizeOf(index) }
      case 'clear':
        index.clear()
        return { kind: 'size', ...sizeOf(index) }
      case 'count':
        return { kind: 'counts', counts: index.countPoles(work.filter, work.masks) }
      case 'mask':
        return { kind: 'mask', mask: index.rowMask(work.filter, work.masks) }
      case 'co-occurrence': {
        const coOccurrence = await follow(index.coOccurrence(work.filter, work.masks), watch)
        return coOccurrence ? { kind: 'co-occurrence', coOccurrence } : { kind: 'cancelled' }
      }
      case 'nearest': {
        const nearest = await follow(index.nearest(work), watch)
        return nearest ? { kind: 'nearest', nearest } : { kind: 'cancelled' }
      }
      case 'histograms': {
        const histograms = await follow(index.histograms(work.filter, work.masks), watch)
        return histograms ? { kind: 'histograms', histograms } : { kind: 'cancelled' }
      }
      case 'missing':
        return { kind: 'missing', missing: index.missing(work.filter, work.masks) }
      case 'page': {
        const page = await follow(index.page(work), watch)
        return page ? { kind: 'page', page } : { kind: 'cancelled' }
      }
      case 'place': {
        const place = await follow(index.place(work), watch)
        return place ? { kind: 'place', place } : { kind: 'cancelled' }
      }
      case 'components': {
        const found = await follow(wrapped(index.components()), watch)
        return found ? { kind: 'components', components: found.answer } : { kind: 'cancelled' }
      }
      case 'project': {
        const projection = await follow(index.project(work.question), watch)
        return projection ? { kind: 'project', projection } : { kind: 'cancelled' }
      }
      case 'row-values': {
        const values = await follow(index.rowValues(work.aspect), watch)
        return values ? { kind: 'row-values', values } : { kind: 'cancelled' }
      }
    }
  } catch (cause) {
    return failed(cause instanceof Error ? cause : new Error(String(cause)))
  }
}

function failed({ name, message }: Error): IndexAnswer {
  return { kind: 'failed', name, message }
}

/** The same steps with an answer that is never `null`, which stands for work that was cancelled. */
function* wrapped<Answer>(steps: Steps<Answer>): Steps<{ readonly answer: Answer }> {
  return { answer: yield* steps }
}

/** Does the steps, looking for messages every few milliseconds; `null` when the work was cancelled. */
async function follow<Answer>(steps: Steps<Answer>, { isCancelled, onProgress }: Watch): Promise<Answer | null> {
  let stretchEndsAt = performance.now() + STRETCH_MS
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() < stretchEndsAt) continue
    onProgress(step.value)
    await nextMessage()
    if (isCancelled()) return null
    stretchEndsAt = performance.now() + STRETCH_MS
  }
}

/**
 * Lets the messages that have arrived be handled. A message to oneself does it: timers are held back by 4 ms once they
 * nest, and `scheduler.yield` comes back before the messages.
 */
function nextMessage(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

function sizeOf(index: DirectionIndex): IndexSize {
  return { rows: index.rows(), byteLength: index.byteLength(), kernel: index.kernel, lacks: index.lacks() }
}
