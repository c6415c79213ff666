import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import type { DatasetParts } from './dataset-parts'
import {
  type DatasetSource,
  type DatasetState,
  EMPTY_DATASET,
  holdsSynthetic,
  isUsable,
  labelOf,
  type ShardState,
  sumShards,
  unfinished,
  waitingShard,
} from './dataset-state'
import { fetchSource } from './fetch-source'
import { LoadError, toLoadProblem } from './load-error'
import { type LoadRun, loadShards } from './load-shards'
import { openPrepared } from './prepared/open-prepared'
import type { PreparedFiles } from './prepared/prepared-files'
import { openPlace, type PreparedPlace } from './prepared/prepared-place'
import { toPreparedProblem } from './prepared/prepared-problem'
import { setPreparedSession } from './prepared/prepared-session'
import { findPreparedFiles, preparedShard, sumParts } from './prepared/prepared-source'
import { isListed, type PreparedState } from './prepared/prepared-state'
import type { QueryError } from './query-error'
import {
  ANSWERED_HERE,
  type Answering,
  type AnswersChoice,
  decideAnswers,
  readCapability,
} from './server/decide-answers'
import { openOnServer } from './server/open-on-server'
import { setServerSession } from './server/server-session'
import { serverShards, tellShare } from './server/server-shards'
import { filesToShards, labelFiles, type ShardFile, waitShard } from './source-shards'
import { startAhead } from './start-ahead'
import { createToldListeners } from './told-listeners'

/** The open dataset, for `useSyncExternalStore`, and what can be done with it. No action rejects: the state tells. */
export interface DatasetStore {
  readonly getSnapshot: () => DatasetState
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Opens a source of the server, answered for by this tab or by the server as `decideAnswers` has it. Does nothing when it
   * is open or loading already, unless another choice of who answers is made.
   */
  readonly openServerSource: (id: string, choice?: AnswersChoice) => Promise<void>
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
  /** Settles once the database is up and empty, for rows that are read meanwhile. */
  let emptied: Promise<void> = Promise.resolve()
  const { subscribe, tell, tellSoon } = createToldListeners()

  engine.onPhase((phase) => publish({ ...state, engine: phase }))
  engine.onBreakdown((error) => void reload(error))

  function publish(next: DatasetState): void {
    state = { ...next, isSynthetic: holdsSynthetic(next) }
    tell()
  }

  /** Like `publish`, for what changes many times a second while rows arrive: listeners hear of it soon. */
  function publishArrivals(next: DatasetState): void {
    state = { ...next, isSynthetic: holdsSynthetic(next) }
    tellSoon()
  }

  function setShard(index: number, change: Partial<ShardState>): void {
    publishArrivals(
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
    setServerSession({ whole: null, texts: null })
    publish(sumShards({ ...state, prepared: null, answers: ANSWERED_HERE, shards, version: state.version + 1 }))
  }

  const run: LoadRun = {
    engine: {
      async insert(ipc) {
        await emptied
        await engine.insert(ipc)
      },
    },
    createLoader,
    fileAt: (index) => files[index] ?? null,
    shards: () => state.shards,
    rows: () => state.rows,
    setShard,
    onBatch(batch) {
      for (const hash of batch.hashes) hashes.push(hash)
      sink.append(batch)
      publishArrivals({ ...state, version: state.version + 1 })
    },
  }

  async function load(indices: readonly number[], signal: AbortSignal): Promise<void> {
    await loadShards(run, indices, signal)
    if (signal.aborted) return
    await emptied
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
  async function openFolder(
    source: DatasetSource,
    { place, revision }: { readonly place: PreparedPlace; readonly revision: string | null },
    signal: AbortSignal,
    answers = ANSWERED_HERE,
  ): Promise<void> {
    files = []
    clear([])
    publish({ ...state, source, answers })
    if (source.kind === 'server' && answers.searchesTexts)
      setServerSession({ whole: null, texts: { source: source.id } })
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
      await openPrepared(
        { store: openPlace(place), revision },
        {
          ...tools,
          loadPart: (part, manifest, onProgress, until) => tools.loadPart({ place, manifest, part }, onProgress, until),
        },
        { onOpened, onState },
        signal,
      )
      publish({ ...state, phase: 'ready' })
      startAhead(engine.start, signal)
    } catch (error) {
      if (!signal.aborted) publish({ ...state, phase: 'failed', error: toPreparedProblem(error) })
    }
  }

  /** Leaves the rows where they are and asks the server about them. */
  async function openRemotely(
    source: Extract<DatasetSource, { kind: 'server' }>,
    shards: readonly ShardFile[],
    answers: Answering,
    signal: AbortSignal,
  ): Promise<void> {
    files = []
    clear([])
    publish({ ...state, source, answers })
    await engine.end()
    const ready = await openOnServer(source.id, (share, rowsDone) => publish(tellShare(state, share, rowsDone)), signal)
    if (signal.aborted) return
    setServerSession({ whole: { source: source.id }, texts: null })
    const loaded = sumShards({ ...state, shards: serverShards(ready, shards), version: state.version + 1 })
    publish({ ...loaded, phase: 'ready', datasetHash: ready.datasetHash })
  }

  async function open(
    source: DatasetSource,
    next: readonly ShardFile[],
    signal: AbortSignal,
    answers = ANSWERED_HERE,
  ): Promise<void> {
    await engine.attach(null)
    files = next
    publish({ ...state, source })
    clear(next.map(waitShard))
    publish({ ...state, answers })
    emptied = engine.start().then(engine.empty)
    // What goes wrong is told by the first rows that wait for it, and at the end.
    emptied.catch(() => undefined)
    try {
      await load(allOf(next), signal)
    } finally {
      emptied = Promise.resolve()
    }
  }

  function openServerSource(id: string, choice: AnswersChoice = null): Promise<void> {
    const isSame = choice === null || choice === state.answers.choice
    const isOpen = state.source?.kind === 'server' && state.source.id === id && isUsable(state) && isSame
    if (isOpen) return turn
    interrupt('Another source was opened.')
    begin({ kind: 'server', id, label: id, synthetic: false })
    publish({ ...state, answers: { ...ANSWERED_HERE, choice } })
    return takeTurn(async (signal) => {
      clear([])
      const { source, files: shards, prepared, ...facts } = await fetchSource(id, signal)
      const answers = decideAnswers(choice, { ...facts, isPrepared: prepared !== null }, readCapability())
      if (answers.by === 'server') await openRemotely(source, shards, answers, signal)
      else if (prepared) {
        const { url, revision } = prepared
        await openFolder(source, { place: { kind: 'url', url }, revision }, signal, answers)
      } else await open(source, shards, signal, answers)
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
      await openFolder({ kind: 'files', label }, { place: { kind: 'folder', files: found }, revision: null }, signal)
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
      const { answers } = state
      clear(files.map(waitShard))
      publish({ ...state, answers })
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
    subscribe,
    openServerSource,
    openFiles,
    addFiles,
    cancelLoading,
    retryShard,
    closeDataset,
  }
}

function allOf(files: readonly ShardFile[]): number[] {
  return files.map((_, index) => index)
}
