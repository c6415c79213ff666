import type { DatabaseFile, EnginePhase } from './engine-phase'
import type { IndexSink } from './index-sink'
import type { Loader } from './loader'
import type { PreparedTools } from './prepared/open-prepared'
import type { QueryError } from './query-error'

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
