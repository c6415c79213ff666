import { fileOf, PREPARED_FILES } from '@/lib/core/prepared/manifest'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import type { EarlyView } from '../early-view'
import { type LoadProblem, toLoadProblem } from '../load-error'
import type { ByteCache } from './byte-cache'
import type { ByteStore } from './byte-store'
import { loadIndexPart, type PreparedIndex } from './load-prepared'
import { openPreparedFiles, type PreparedFiles } from './prepared-files'
import { createPreparedLookups } from './prepared-lookups'
import { PreparedReadError } from './prepared-read-error'
import { setPreparedSession } from './prepared-session'
import { PREPARED_PARTS, type PreparedPart, type PreparedPartKey, type PreparedState } from './prepared-state'
import { createPreparedTexts } from './prepared-texts'
import { readEarlyView } from './prepared-totals'
import type { RowDecoder } from './row-decoder'

/** Where a prepared dataset lies, and the revision its manifest must have; `null` for any. */
export interface PreparedOrigin {
  readonly store: ByteStore
  readonly revision: string | null
}

/** The parts of the app that a prepared dataset is opened with. */
export interface PreparedTools {
  readonly cache: ByteCache
  readonly index: PreparedIndex
  readonly createDecoder: () => RowDecoder
}

/** The mark in the browser's timeline at which the index holds the directions of all rows. */
const DIRECTIONS_READY = 'alignx-directions-ready'

/** The screen is drawn anew no more often than this while bytes come in. */
const TELL_MS = 250

interface OpenHandlers {
  /** Told once the manifest is read. */
  readonly onOpened: (files: PreparedFiles) => void
  readonly onState: (state: PreparedState) => void
}

/**
 * Opens a prepared dataset and makes it the session of this page: the manifest, the totals, then what the index holds. A
 * part that fails leaves the others usable. Throws, with nothing open, when the manifest or the directions cannot be
 * read, and the signal's reason.
 */
export async function openPrepared(
  { store, revision }: PreparedOrigin,
  { cache, index, createDecoder }: PreparedTools,
  { onOpened, onState }: OpenHandlers,
  signal: AbortSignal,
): Promise<void> {
  const files = await openPreparedFiles(store, { revision, cache }, signal)
  const texts = createPreparedTexts(files, createDecoder())
  setPreparedSession({ files, texts, lookups: createPreparedLookups(files) })
  let state: PreparedState = {
    early: null,
    isCacheFull: false,
    parts: PREPARED_PARTS.map(({ key }): PreparedPart => {
      const { bytes } = fileOf(files.manifest, PREPARED_FILES[key])
      return { key, status: 'waiting', bytes, bytesDone: 0, error: null }
    }),
  }
  const publish = (change: Partial<PreparedState>) => {
    state = { ...state, ...change, isCacheFull: cache.isFull() }
    onState(state)
  }
  const setPart = (key: PreparedPartKey, change: Partial<PreparedPart>) =>
    publish({ parts: state.parts.map((part) => (part.key === key ? { ...part, ...change } : part)) })
  let toldAt = 0
  const tellBytes = (key: PreparedPartKey) => (bytesDone: number) => {
    if (performance.now() - toldAt < TELL_MS) return
    toldAt = performance.now()
    setPart(key, { bytesDone })
  }
  onOpened(files)
  publish({})
  // Neither waits for the other: the one is what is shown, the other what answers. Nothing is told once this has ended.
  for (const end of await Promise.allSettled([open('totals'), open('directions')]))
    if (end.status === 'rejected') throw end.reason
  performance.mark(DIRECTIONS_READY)
  for (const { key, status } of state.parts) if (status === 'waiting') await open(key)
  void texts.prefetchPlaces()

  async function open(key: PreparedPartKey): Promise<void> {
    setPart(key, { status: 'loading' })
    try {
      if (key === 'totals') publish({ early: await readTotals(files, signal) })
      else await loadIndexPart(files, index, key, tellBytes(key), signal)
      setPart(key, { status: 'ready', bytesDone: fileOf(files.manifest, PREPARED_FILES[key]).bytes })
    } catch (error) {
      signal.throwIfAborted()
      setPart(key, { status: 'failed', error: toPreparedProblem(error) })
      if (key === 'directions') throw error
    }
  }
}

async function readTotals(files: PreparedFiles, signal: AbortSignal): Promise<EarlyView> {
  const bytes = await files.readWhole(PREPARED_FILES.totals, signal)
  return readEarlyView(new TextDecoder().decode(bytes), files.manifest)
}

/** Any fault of a prepared dataset as the screen shows it. */
export function toPreparedProblem(error: unknown): LoadProblem {
  if (error instanceof PreparedReadError || error instanceof PreparedFormatError)
    return { code: 'prepared', message: error.message }
  return toLoadProblem(error, 'The prepared dataset', 'engine')
}
