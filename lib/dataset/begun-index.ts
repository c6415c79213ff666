import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import type { IndexReply, IndexRequest } from './direction-index-protocol'
import type { PreparedIndexPart } from './prepared/part-reader'

/** The program of the index's worker: a file of its own, so that a page can start it before its own scripts are there. */
export const INDEX_WORKER = '/workers/direction-index.js'

/** How long a page may take to come for the worker that it began. */
const UNTAKEN_MS = 60_000

/** The number of the request that a begun worker is at. */
export const BEGUN_ID = 0

/** A worker of the index that the page's document has started: it reads a part, its request `BEGUN_ID`. */
interface BegunIndex {
  readonly worker: Worker
  readonly part: PreparedIndexPart
  /** What it has said so far. */
  readonly replies: IndexReply[]
  /** Why it cannot go on; `null` while it can. */
  fault: string | null
}

declare global {
  interface Window {
    /** Set by `beginIndex`; `null` once the page has taken it, or has asked for it in vain. */
    alignxBegunIndex?: BegunIndex | null
  }
}

/** Starts the worker and has it read a part; false, with nothing done, where the page was quicker and reads it by its own. */
export function beginIndex(part: PreparedIndexPart): boolean {
  if (window.alignxBegunIndex === null) return false
  const worker = new Worker(INDEX_WORKER, { type: 'module' })
  const begun: BegunIndex = { worker, part, replies: [], fault: null }
  worker.onmessage = ({ data }: MessageEvent<IndexReply>) => begun.replies.push(data)
  worker.onerror = ({ message }) => {
    begun.fault = message || 'its worker could not be loaded'
  }
  worker.postMessage({ id: BEGUN_ID, kind: 'load-part', ...part } satisfies IndexRequest)
  window.alignxBegunIndex = begun
  setTimeout(() => window.alignxBegunIndex === begun && takeBegunIndex(null), UNTAKEN_MS)
  return true
}

/** The worker that was begun, if this part is what it reads and it has not failed. Any other is ended. */
export function takeBegunIndex(part: PreparedIndexPart | null): BegunIndex | null {
  const begun = window.alignxBegunIndex
  window.alignxBegunIndex = null
  if (!begun) return null
  const hasFailed =
    begun.fault !== null || begun.replies.some(({ kind }) => kind === 'part-failed' || kind === 'failed')
  if (!hasFailed && part && isSame(begun.part, part)) return begun
  begun.worker.terminate()
  return null
}

/** Whether the same bytes are read from the same address. */
function isSame(one: PreparedIndexPart, other: PreparedIndexPart): boolean {
  const fileOf = ({ manifest, part }: PreparedIndexPart) =>
    JSON.stringify([manifest.rows, part, manifest.files[PREPARED_FILES[part]]])
  const urlOf = ({ place }: PreparedIndexPart) => (place.kind === 'url' ? place.url : null)
  return urlOf(one) !== null && urlOf(one) === urlOf(other) && fileOf(one) === fileOf(other)
}
