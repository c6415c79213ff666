import type { PublishedColumn } from '@/lib/core/example'
import type { EnginePhase } from './engine-phase'
import type { LoadProblem } from './load-error'
import type { RowProblem } from './loader-protocol'
import { isListed, type PreparedState } from './prepared/prepared-state'
import { ANSWERED_HERE, type Answering } from './server/decide-answers'

/** Where the open data comes from. Files are read in this tab and never uploaded. */
export type DatasetSource =
  | { readonly kind: 'server'; readonly id: string; readonly label: string; readonly synthetic: boolean }
  | { readonly kind: 'files'; readonly label: string }

/** `cancelled` keeps the rows that came before; so does `failed`. Both can be tried again and go on from there. */
export type ShardStatus = 'waiting' | 'loading' | 'ready' | 'failed' | 'cancelled'

export interface ShardState {
  readonly name: string
  /** Where the file can be fetched; `null` for a file of this computer. */
  readonly url: string | null
  /** Whether the source, the file's metadata or one of its rows says that the rows are generated. */
  readonly synthetic: boolean
  /** AlignX's own columns that the Parquet file has; `null` until it is opened, and for other formats. */
  readonly columns: readonly PublishedColumn[] | null
  /** Length of the file. */
  readonly bytes: number
  readonly status: ShardStatus
  /** Rows in the database. */
  readonly rows: number
  /** Rows of the file; `null` while unknown. */
  readonly rowsTotal: number | null
  readonly bytesDone: number
  readonly error: LoadProblem | null
  /** Rows that were left out: how many, and the first of them. */
  readonly skipped: { readonly count: number; readonly first: readonly RowProblem[] }
}

export interface LoadProgress {
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly rowsDone: number
  /** `null` while some shard's rows are unknown. */
  readonly rowsTotal: number | null
  /** On the clock of `performance.now()`. */
  readonly startedAtMs: number
}

/** Something to say aloud that is no error: loading was cancelled, or the data is read again after a breakdown. */
export interface DatasetNotice {
  readonly code: 'cancelled' | 'reloading' | 'reloaded'
  readonly message: string
}

/** What is open and how far it is loaded. Immutable: every change makes a new one. */
export interface DatasetState {
  readonly source: DatasetSource | null
  /** Whether the source or any of the shards is generated. */
  readonly isSynthetic: boolean
  readonly phase: 'empty' | 'loading' | 'ready' | 'failed'
  /** Who answers about the rows. */
  readonly answers: Answering
  readonly engine: EnginePhase
  readonly shards: readonly ShardState[]
  /** What is open of a prepared dataset; `null` where the rows are in the database. */
  readonly prepared: PreparedState | null
  /** Rows that are loaded; of a prepared dataset all rows. */
  readonly rows: number
  readonly progress: LoadProgress
  /** `hashDataset` of the rows; `null` while loading and without rows. */
  readonly datasetHash: string | null
  /** Rises whenever the rows change. */
  readonly version: number
  /** Why there are no rows, in phase `failed`. */
  readonly error: LoadProblem | null
  readonly notice: DatasetNotice | null
}

/** How many left-out rows a shard keeps the reasons of. */
export const FIRST_PROBLEMS = 20

export const EMPTY_DATASET: DatasetState = {
  source: null,
  isSynthetic: false,
  phase: 'empty',
  answers: ANSWERED_HERE,
  engine: 'idle',
  shards: [],
  prepared: null,
  rows: 0,
  progress: { bytesDone: 0, bytesTotal: 0, rowsDone: 0, rowsTotal: 0, startedAtMs: 0 },
  datasetHash: null,
  version: 0,
  error: null,
  notice: null,
}

/** A shard of which nothing is read yet. */
export function waitingShard({ name, bytes, url, synthetic }: ShardOutset): ShardState {
  return {
    name,
    url,
    synthetic,
    columns: null,
    bytes,
    status: 'waiting',
    rows: 0,
    rowsTotal: null,
    bytesDone: 0,
    error: null,
    skipped: { count: 0, first: [] },
  }
}

/** What is known of a shard before it is read. */
export type ShardOutset = Pick<ShardState, 'name' | 'bytes' | 'url' | 'synthetic'>

/** Whether the source or any of the shards is generated. */
export function holdsSynthetic({ source, shards }: DatasetState): boolean {
  return (source?.kind === 'server' && source.synthetic) || shards.some((shard) => shard.synthetic)
}

/**
 * Whether questions about the rows are answered: the database, or the index of a prepared dataset, is up with rows, or the
 * server has its table.
 */
export function isAnswering({ answers, phase, prepared, rows, engine }: DatasetState): boolean {
  if (answers.by === 'server') return rows > 0 && phase === 'ready'
  return rows > 0 && (prepared ? isListed(prepared) : engine === 'ready')
}

/** The state with its sums made anew from its shards. */
export function sumShards(state: DatasetState): DatasetState {
  const sum = (read: (shard: ShardState) => number) => state.shards.reduce((total, shard) => total + read(shard), 0)
  const rows = sum((shard) => shard.rows)
  const isKnown = state.shards.every((shard) => shard.rowsTotal !== null)
  return {
    ...state,
    rows,
    progress: {
      ...state.progress,
      bytesDone: sum((shard) => shard.bytesDone),
      bytesTotal: sum((shard) => shard.bytes),
      rowsDone: rows,
      rowsTotal: isKnown ? sum((shard) => shard.rowsTotal ?? 0) : null,
    },
  }
}

/** The open data in a few words. */
export function labelOf(state: DatasetState): string {
  return state.source?.label ?? 'The data'
}

/** Whether what is open needs no more reading, or is being read. */
export function isUsable(state: DatasetState): boolean {
  if (state.phase === 'loading') return true
  if (state.prepared?.parts.some(({ status }) => status !== 'ready')) return false
  return state.phase === 'ready' && state.shards.every((shard) => shard.status === 'ready')
}

/** The shards that wait, which a turn that ended may have left behind. */
export function unfinished(shards: readonly ShardState[]): number[] {
  return shards.flatMap((shard, index) => (shard.status === 'waiting' || shard.status === 'loading' ? [index] : []))
}
