import type { NewQueue, QueueItem } from '@/lib/core/annotation/queue'
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

/** Rows on their way to a queue: how many, and how to read some of them, in the order of the sample. */
export interface RowsToSend {
  readonly total: number
  readonly read: (start: number, count: number, signal: AbortSignal) => Promise<readonly QueueItem[]>
}

const READ_AT_ONCE = 50

/**
 * Makes a queue, sends it its rows in chunks below the API's limits and opens it. Throws `QueueUnfinishedError` when it
 * fails or `signal` is aborted once the queue is made; what went before is thrown as it is.
 */
export async function fillQueue(
  { who, projectId, queueId }: FillTarget,
  queue: NewQueue,
  rows: RowsToSend,
  onProgress: (progress: FillProgress) => void,
  signal: AbortSignal,
): Promise<FilledQueue> {
  signal.throwIfAborted()
  const id = queueId ?? (await createQueue(who, projectId, queue)).id
  let [bytesSent, items, elsewhere] = [0, 0, 0]
  try {
    for (let start = 0; start < rows.total; start += READ_AT_ONCE) {
      signal.throwIfAborted()
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
