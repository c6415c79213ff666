import type { PreparedManifest } from '@/lib/core/prepared/manifest'
import { fileOf, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import type { EarlyView } from '../early-view'
import type { ByteCache } from './byte-cache'
import type { ByteStore } from './byte-store'
import type { IndexManifest } from './load-part'
import { openPreparedFiles } from './open-prepared-files'
import type { PartProgress } from './part-reader'
import type { PreparedFiles } from './prepared-files'
import { createPreparedLookups } from './prepared-lookups'
import { toPreparedProblem } from './prepared-problem'
import { setPreparedSession } from './prepared-session'
import {
  type IndexPartKey,
  PREPARED_PARTS,
  type PreparedPart,
  type PreparedPartKey,
  type PreparedState,
} from './prepared-state'
import { createPreparedTexts } from './prepared-texts'
import { readEarlyView } from './prepared-totals'
import type { RowDecoder } from './row-decoder'

/** The files of a prepared dataset, and the revision its manifest must have; `null` for any. */
interface StoredDataset {
  readonly store: ByteStore
  readonly revision: string | null
}

/** The parts of the app that a prepared dataset is opened with. */
interface OpeningTools {
  readonly cache: ByteCache
  /**
   * Reads a part of the dataset into the index, told of every piece that is in. Throws what `toPreparedProblem` knows,
   * and the signal's reason.
   */
  readonly loadPart: (
    part: IndexPartKey,
    manifest: IndexManifest,
    onProgress: (progress: PartProgress) => void,
    signal: AbortSignal,
  ) => Promise<void>
  readonly createDecoder: () => RowDecoder
}

/** The mark in the browser's timeline at which the index holds the directions of all rows. */
const DIRECTIONS_READY = 'alignx-directions-ready'

const INDEX_PARTS = ['directions', 'history', 'facets'] as const satisfies readonly IndexPartKey[]

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
  { store, revision }: StoredDataset,
  { cache, loadPart, createDecoder }: OpeningTools,
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
  let isPartCacheFull = false
  const publish = (change: Partial<PreparedState>) => {
    state = { ...state, ...change, isCacheFull: isPartCacheFull || cache.isFull() }
    onState(state)
  }
  const setPart = (key: PreparedPartKey, change: Partial<PreparedPart>) =>
    publish({ parts: state.parts.map((part) => (part.key === key ? { ...part, ...change } : part)) })
  let toldAt = 0
  const tellBytes =
    (key: PreparedPartKey) =>
    ({ bytesDone, isCacheFull }: PartProgress) => {
      isPartCacheFull = isCacheFull
      if (performance.now() - toldAt < TELL_MS) return
      toldAt = performance.now()
      setPart(key, { bytesDone })
    }
  onOpened(files)
  publish({})
  // Neither waits for the other: the one is what is shown, the other what answers. Nothing is told once this has ended.
  for (const end of await Promise.allSettled([open('totals'), open('directions')]))
    if (end.status === 'rejected') throw end.reason
  for (const { key, status } of state.parts) if (status === 'waiting') await open(key)
  void texts.prefetchPlaces()

  async function open(key: PreparedPartKey): Promise<void> {
    setPart(key, { status: 'loading' })
    try {
      if (key === 'totals') publish({ early: await readTotals(files, signal) })
      else await loadPart(key, indexManifest(files.manifest), tellBytes(key), signal)
      if (key === 'directions') performance.mark(DIRECTIONS_READY)
      setPart(key, { status: 'ready', bytesDone: fileOf(files.manifest, PREPARED_FILES[key]).bytes })
    } catch (error) {
      signal.throwIfAborted()
      setPart(key, { status: 'failed', error: toPreparedProblem(error) })
      if (key === 'directions') throw error
    }
  }
}

/** What the index needs of a manifest, without what it says of all other files. */
function indexManifest({ rows, facets, shards, files }: PreparedManifest): IndexManifest {
  const names = INDEX_PARTS.map((key) => PREPARED_FILES[key])
  return { rows, facets, shards, files: Object.fromEntries(names.map((name) => [name, fileOf({ files }, name)])) }
}

async function readTotals(files: PreparedFiles, signal: AbortSignal): Promise<EarlyView> {
  const bytes = await files.readWhole(PREPARED_FILES.totals, signal)
  return readEarlyView(new TextDecoder().decode(bytes), files.manifest)
}
