import type { NewQueue, QueueItem } from '@/lib/core/annotation/queue'
import type { Filter } from '@/lib/core/filter'
import type { RunExample } from '@/lib/core/run'
import { drawSample, readRunExamples } from '@/lib/dataset'
import { splitByBytes } from '../dataset/split-by-bytes'
import { addItems, createQueue, openQueue } from './queue-client'

/** How far rows are on their way to a queue. `rowsTotal` is `null` until the sample is drawn. */
export interface FillProgress {
  readonly rowsDone: number
  readonly rowsTotal: number | null
  readonly bytesSent: number
}

/** A queue that was filled. */
export interface FilledQueue {
  readonly id: string
  readonly items: number
  /** Rows that another queue of the project holds, which were left out. */
  readonly elsewhere: number
}

/** A queue that got some of its rows: it is not open, and filling it again goes on where this stopped. */
export class QueueUnfinishedError extends Error {
  override name = 'QueueUnfinishedError'
  constructor(
    message: string,
    readonly queueId: string,
    readonly items: number,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Who fills which project. */
interface FillTarget {
  readonly who: string
  readonly projectId: string
  /** A queue made before, to go on with; `null` to make one. */
  readonly queueId: string | null
}

/** Rows in the order of the sample, a page at a time. */
export type ReadRows = (start: number, count: number, signal: AbortSignal) => Promise<readonly QueueItem[]>

const READ_AT_ONCE = 50

/** A seeded sample of the rows under the filter, as work: how many there are, and how to read them. */
export async function sampleWork(filter: Filter, size: number, seed: number, signal: AbortSignal) {
  const hashes = await drawSample(filter, size, seed, signal)
  const read: ReadRows = async (start, count, readSignal) => {
    const rows = await readRunExamples(hashes.slice(start, start + count), start, readSignal)
    return rows.map(asWork)
  }
  return { total: hashes.length, read }
}

function asWork({ idx, hash, example }: RunExample): QueueItem {
  return { idx, hash, example, expected: null, explanation: '' }
}

/**
 * Makes a queue, sends it its rows in chunks below the API's limits and opens it. Throws `QueueUnfinishedError` when it
 * fails or `signal` is aborted once the queue is made; what went before is thrown as it is.
 */
export async function fillQueue(
  { who, projectId, queueId }: FillTarget,
  queue: NewQueue,
  rows: { readonly total: number; readonly read: ReadRows },
  onProgress: (progress: FillProgress) => void,
  signal: AbortSignal,
): Promise<FilledQueue> {
  signal.throwIfAborted()
  const id = queueId ?? (await createQueue(who, projectId, queue)).id
  let [bytesSent, items, elsewhere] = [0, 0, 0]
  try {
    for (let start = 0; start < rows.total; start += READ_AT_ONCE) {
      for (const chunk of splitByBytes(await rows.read(start, READ_AT_ONCE, signal))) {
        const added = await addItems(who, id, chunk.rows, signal)
        items = added.items
        elsewhere += added.elsewhere.length
        bytesSent += chunk.bytes
      }
      onProgress({ rowsDone: Math.min(rows.total, start + READ_AT_ONCE), rowsTotal: rows.total, bytesSent })
    }
    if (items === 0)
      throw new Error('Every one of these rows is in another queue of this project already: choose other rows.')
    signal.throwIfAborted()
    await openQueue(who, id, items)
  } catch (cause) {
    const message = signal.aborted ? 'Sending was stopped.' : cause instanceof Error ? cause.message : String(cause)
    throw new QueueUnfinishedError(message, id, items, { cause })
  }
  return { id, items, elsewhere }
}
