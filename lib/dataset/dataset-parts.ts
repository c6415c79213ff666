import type { DatabaseFile, EnginePhase } from './engine-phase'
import type { IndexSink } from './index-sink'
import type { Loader } from './loader'
import type { ByteCache } from './prepared/byte-cache'
import type { PartProgress, PreparedIndexPart } from './prepared/part-reader'
import type { RowDecoder } from './prepared/row-decoder'
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

/** The parts of the app that a prepared dataset is opened with. */
export interface PreparedTools {
  readonly cache: ByteCache
  /** Reads a part of a dataset into the index; see `DirectionIndexClient`. */
  readonly loadPart: (
    part: PreparedIndexPart,
    onProgress: (progress: PartProgress) => void,
    signal: AbortSignal,
  ) => Promise<void>
  readonly createDecoder: () => RowDecoder
}

/** The parts a store works with. */
export interface DatasetParts {
  readonly engine: DatasetEngine
  readonly sink: IndexSink
  readonly createLoader: () => Loader
  readonly prepared: PreparedTools
}
