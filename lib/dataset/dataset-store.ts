import { PREPARED_FILES } from '@/lib/core/prepared/manifest'
import {
  type DatasetSource,
  type DatasetState,
  EMPTY_DATASET,
  holdsSynthetic,
  type ShardState,
  sumShards,
  waitingShard,
} from './dataset-state'
import type { DatabaseFile, EnginePhase } from './engine-phase'
import type { IndexSink } from './index-sink'
import { LoadError, toLoadProblem } from './load-error'
import { type LoadRun, loadShards } from './load-shards'
import type { Loader } from './loader'
import { createFolderStore } from './prepared/folder-store'
import { openPrepared, type PreparedOrigin, type PreparedTools, toPreparedProblem } from './prepared/open-prepared'
import type { PreparedFiles } from './prepared/prepared-files'
import { setPreparedSession } from './prepared/prepared-session'
import { findPreparedFiles, preparedShard, sumParts } from './prepared/prepared-source'
import { isListed, type PreparedState } from './prepared/prepared-state'
import { createUrlStore } from './prepared/url-store'
import type { QueryError } from './query-error'
import { filesToShards, labelFiles, type ShardFile, waitShard } from './source-shards'

/** The database as the store needs it. */
export interface DatasetEngine {
  readonly start: () => Promise<void>
  readonly insert: (ipc: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly empty: () => Promise<void>
  /** Reads the table `examples` from a database file from now on, or holds it itself (`null`). */
  readonly attach: (file: DatabaseFile | null) => Promise<void>
  readonly end: () => Promise<void>
  readonly onPhase: (listener: (phase: EnginePhase) => void) => () => void
  readonly onBreakdown: (listener: (error: QueryError) => void) => () => void
}

/** The parts a store works with. */
export interface DatasetParts {
  readonly engine: DatasetEngine
  readonly sink: IndexSink
  readonly createLoader: () => Loader
  readonly prepared: PreparedTools
}

/** The open dataset, for `useSyncExternalStore`, and what can be done with it. No action rejects: the state tells. */
export interface DatasetStore {
  readonly getSnapshot: () => DatasetState
  readonly subscribe: (listener: () => void) => () => void
  /** Opens a source of the server. Does nothing when it is open or loading already. */
  readonly openServerSource: (id: string) => Promise<void>
  /** Opens files of this computer in place of what was open. They are never uploaded. */
  readonly openFiles: (files: readonly File[]) => Promise<void>
  /** Adds files of this computer to what is open, after what is still loading. */
  readonly addFiles: (files: readonly File[]) => Promise<void>
  /** Stops loading and keeps the rows that are there. */
  readonly cancelLoading: () => void
  /** Reads a failed or cancelled shard on from the row where it stopped. */
  readonly retryShard: (name: string) => Promise<void>
  /** Forgets everything and gives the memory back. */
  readonly closeDataset: () => Promise<void>
}

/** A store over these parts. */
export function createDatasetStore({ engine, sink, createLoader, prepared: tools }: DatasetParts): DatasetStore {
  let state: DatasetState = EMPTY_DATASET
  let files: readonly ShardFile[] = []
  let hashes: string[] = []
  const live = new Set<AbortController>()
  let turn: Promise<void> = Promise.resolve()
  let isReloading = false
  const listeners = new Set<() => void>()

  engine.onPhase((phase) => publish({ ...state, engine: phase }))
  engine.onBreakdown((error) => void reload(error))

  function publish(next: DatasetState): void {
    state = { ...next, isSynthetic: holdsSynthetic(next) }
    for (const listener of listeners) listener()
  }

  function setShard(index: number, change: Partial<ShardState>): void {
    publish(
      sumShards({
        ...state,
        shards: state.shards.map((shard, place) => (place === index ? { ...shard, ...change } : shard)),
      }),
    )
  }

  /** Does the work after what is under way has ended; `interrupt` ends that first. */
  function takeTurn(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const own = new AbortController()
    live.add(own)
    turn = turn.then(async () => {
      try {
        if (!own.signal.aborted) await work(own.signal)
      } catch (error) {
        if (!own.signal.aborted)
          publish({ ...state, phase: 'failed', error: toLoadProblem(error, labelOf(state), 'engine') })
      } finally {
        live.delete(own)
      }
    })
    return turn
  }

  function interrupt(reason: string): void {
    for (const controller of live) controller.abort(new LoadError('cancelled', reason))
  }

  function begin(source: DatasetSource | null): void {
    publish({
      ...state,
      source,
      phase: 'loading',
      error: null,
      notice: null,
      datasetHash: null,
      progress: { ...state.progress, startedAtMs: performance.now() },
    })
  }

  function clear(shards: readonly ShardState[]): void {
    hashes = []
    sink.reset()
    setPreparedSession(null)
    publish(sumShards({ ...state, prepared: null, shards, version: state.version + 1 }))
  }

  const run: LoadRun = {
    engine,
    createLoader,
    fileAt: (index) => files[index] ?? null,
    shards: () => state.shards,
    rows: () => state.rows,
    setShard,
    onBatch(batch) {
      for (const hash of batch.hashes) hashes.push(hash)
      sink.append(batch)
      publish({ ...state, version: state.version + 1 })
    },
  }

  async function load(indices: readonly number[], signal: AbortSignal): Promise<void> {
    await loadShards(run, indices, signal)
    if (signal.aborted) return
    await finish(signal)
  }

  /** Says how the loading ended, then names the rows by their hash. */
  async function finish(signal: AbortSignal): Promise<void> {
    const failed = state.shards.find((shard) => shard.error !== null)
    const isEmpty = state.rows === 0 && failed !== undefined
    publish({ ...state, phase: isEmpty ? 'failed' : 'ready', error: isEmpty ? (failed?.error ?? null) : null })
    if (hashes.length === 0) return
    const { hashDataset } = await import('./dataset-hash')
    const datasetHash = await hashDataset(hashes)
    if (!signal.aborted) publish({ ...state, datasetHash })
  }

  /** Opens a prepared dataset: no row of it goes into the database. */
  async function openFolder(source: DatasetSource, origin: PreparedOrigin, signal: AbortSignal): Promise<void> {
    files = []
    clear([])
    publish({ ...state, source })
    const onState = (prepared: PreparedState) => {
      if (signal.aborted) return
      const ready = (state: PreparedState | null) => state?.parts.filter(({ status }) => status === 'ready').length
      const isMore = ready(prepared) !== ready(state.prepared)
      publish(sumParts({ ...state, prepared, version: isMore ? state.version + 1 : state.version }))
    }
    const onOpened = ({ manifest, locate }: PreparedFiles) => {
      const shards = manifest.shards.map((shard) => preparedShard(shard, manifest.synthetic))
      publish({ ...state, shards, rows: manifest.rows, datasetHash: manifest.datasetHash })
      void engine.attach(locate(PREPARED_FILES.database))
    }
    try {
      await openPrepared(origin, tools, { onOpened, onState }, signal)
      publish({ ...state, phase: 'ready' })
    } catch (error) {
      if (!signal.aborted) publish({ ...state, phase: 'failed', error: toPreparedProblem(error) })
    }
  }

  async function open(source: DatasetSource, next: readonly ShardFile[], signal: AbortSignal): Promise<void> {
    await engine.attach(null)
    files = next
    publish({ ...state, source })
    clear(next.map(waitShard))
    await engine.start()
    await engine.empty()
    await load(allOf(next), signal)
  }

  function openServerSource(id: string): Promise<void> {
    const isOpen = state.source?.kind === 'server' && state.source.id === id && isUsable(state)
    if (isOpen) return turn
    interrupt('Another source was opened.')
    begin({ kind: 'server', id, label: id, synthetic: false })
    return takeTurn(async (signal) => {
      clear([])
      const { fetchSource } = await import('./fetch-source')
      const { source, files: shards, prepared } = await fetchSource(id, signal)
      if (!prepared) return open(source, shards, signal)
      const { url, revision } = prepared
      await openFolder(source, { store: createUrlStore(url, { compressed: !isThisMachine(url) }), revision }, signal)
    })
  }

  function openFiles(chosen: readonly File[]): Promise<void> {
    if (chosen.length === 0) return turn
    const next = filesToShards(chosen)
    const source: DatasetSource = { kind: 'files', label: labelFiles(next) }
    interrupt('Other files were opened.')
    begin(source)
    return takeTurn(async (signal) => {
      const folder = await findPreparedFiles(chosen)
      if (!folder) return open(source, next, signal)
      const { label, files: found } = folder
      await openFolder({ kind: 'files', label }, { store: createFolderStore(found), revision: null }, signal)
    })
  }

  function addFiles(chosen: readonly File[]): Promise<void> {
    if (chosen.length === 0) return turn
    if (state.source === null || state.prepared) return openFiles(chosen)
    return takeTurn(async (signal) => {
      const taken = state.shards.map((shard) => shard.name)
      const added = filesToShards(chosen, taken)
      begin(state.source && { ...state.source, label: `${state.source.label} and ${labelFiles(added)}` })
      files = [...files, ...added]
      publish(sumShards({ ...state, shards: [...state.shards, ...added.map(waitShard)] }))
      await load(unfinished(state.shards), signal)
    })
  }

  function cancelLoading(): void {
    if (state.phase !== 'loading') return
    const message = 'Loading was cancelled.'
    interrupt(message)
    const shards = state.shards.map(
      (shard): ShardState =>
        shard.status === 'loading' || shard.status === 'waiting' ? { ...shard, status: 'cancelled' } : shard,
    )
    publish(sumShards({ ...state, shards }))
    void takeTurn(async (signal) => {
      const { rows } = state
      if (state.prepared && isListed(state.prepared)) {
        const parts = state.prepared.parts.map((part) =>
          part.status === 'ready' || part.status === 'failed' ? part : { ...part, status: 'cancelled' as const },
        )
        const notice = { code: 'cancelled', message: `${message} What was fetched by then is kept.` } as const
        return publish({ ...state, phase: 'ready', notice, prepared: { ...state.prepared, parts } })
      }
      const isKept = rows > 0 && !state.prepared
      const kept = `${message} The ${rows} rows that were there are kept.`
      if (isKept) publish({ ...state, phase: 'ready', notice: { code: 'cancelled', message: kept } })
      else
        publish({
          ...state,
          phase: 'failed',
          error: { code: 'cancelled', message: `${message} No row had arrived yet.` },
        })
      if (isKept) await finish(signal)
    })
  }

  function retryShard(name: string): Promise<void> {
    const index = state.shards.findIndex((shard) => shard.name === name)
    const shard = state.shards[index]
    if (!shard || (shard.status !== 'failed' && shard.status !== 'cancelled')) return turn
    setShard(index, { status: 'waiting', error: null })
    return takeTurn((signal) => {
      begin(state.source)
      return load(unfinished(state.shards), signal)
    })
  }

  function closeDataset(): Promise<void> {
    interrupt('The data was closed.')
    return takeTurn(async () => {
      files = []
      clear([])
      await engine.end()
      publish({ ...EMPTY_DATASET, version: state.version, engine: state.engine })
    })
  }

  /** Reads everything again after the database broke down; a second breakdown in a row ends it. */
  function reload(error: QueryError): Promise<void> {
    if (files.length === 0) return turn
    if (isReloading) {
      clear(state.shards.map(waitingShard))
      publish({
        ...state,
        phase: 'failed',
        error: {
          code: 'engine',
          message: `${error.message} It broke down again while the data was read anew. Open less data.`,
        },
      })
      interrupt(error.message)
      return turn
    }
    isReloading = true
    interrupt(error.message)
    return takeTurn(async (signal) => {
      begin(state.source)
      publish({ ...state, notice: { code: 'reloading', message: `${error.message} The data is read again.` } })
      clear(files.map(waitShard))
      await engine.start()
      await load(allOf(files), signal)
      if (!signal.aborted)
        publish({ ...state, notice: { code: 'reloaded', message: `${error.message} The data was read again.` } })
    }).finally(() => {
      isReloading = false
    })
  }

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    openServerSource,
    openFiles,
    addFiles,
    cancelLoading,
    retryShard,
    closeDataset,
  }
}

function labelOf(state: DatasetState): string {
  return state.source?.label ?? 'The data'
}

function isUsable(state: DatasetState): boolean {
  if (state.phase === 'loading') return true
  if (state.prepared?.parts.some(({ status }) => status !== 'ready')) return false
  return state.phase === 'ready' && state.shards.every((shard) => shard.status === 'ready')
}

function allOf(files: readonly ShardFile[]): number[] {
  return files.map((_, index) => index)
}

/** The shards that wait, which a turn that ended may have left behind. */
function unfinished(shards: readonly ShardState[]): number[] {
  return shards.flatMap((shard, index) => (shard.status === 'waiting' || shard.status === 'loading' ? [index] : []))
}

/** Whether an address is of this machine, where unpacking costs more than it saves. */
function isThisMachine(url: string): boolean {
  return /^(localhost|127\..*|\[::1\])$/.test(new URL(url).hostname)
}
