import type { PublishedColumn } from '@/lib/core/example'
import type { ExampleError } from '@/lib/core/example-error'
import type { EncodedBatch } from './encode-batch'
import type { LoadProblem } from './load-error'
import type { GroupAside } from './readers/shard-batch'

/** Where a shard's bytes come from. */
export type ShardOrigin =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly file: Blob }

/** A shard for the loader to read. */
export interface LoadRequest {
  /** The shard's name, for errors. */
  readonly name: string
  /** 0-based place of the shard among all. */
  readonly shard: number
  readonly origin: ShardOrigin
  /** `row_number` of the first row that is read. */
  readonly firstRowNumber: number
  /** The 0-based row of the shard to begin at. */
  readonly startRow: number
}

/** What the worker needs to know besides. */
export interface WorkerRequest extends LoadRequest {
  /** Bytes of the shard that were read before. */
  readonly bytesDone: number
  /** Name of the file to put texts aside in; `null` where the browser has none. */
  readonly scratch: string | null
  /** What a worker before this one has put aside there of the row group that `startRow` lies in. */
  readonly aside: GroupAside | null
}

/** Where a fresh worker goes on. */
export type RestOfShard = Pick<WorkerRequest, 'startRow' | 'firstRowNumber' | 'bytesDone' | 'aside'>

/** A row that was left out. */
export type RowProblem = Pick<ExampleError, 'message' | 'place' | 'problem'>

/** What the page asks of the loader: read a shard, or send the next piece. */
export type LoaderRequest =
  | { readonly kind: 'load'; readonly request: WorkerRequest; readonly parquetUrl: string }
  | { readonly kind: 'next' }

/** What the head or the footer of a shard says. */
export interface ShardFacts {
  /** Length of the file. */
  readonly bytes: number
  /** `null` where only reading to the end can tell. */
  readonly rows: number | null
  /** Whether the file's metadata says that its rows are generated. */
  readonly synthetic: boolean
  /** AlignX's own columns that a Parquet file has; `null` for other formats. */
  readonly columns: readonly PublishedColumn[] | null
}

/** A piece of a shard. */
export interface LoadedPiece {
  /** `null` when none of its rows could be read. */
  readonly batch: EncodedBatch | null
  /** The 0-based row of the shard that comes next. */
  readonly endRow: number
  readonly errors: readonly RowProblem[]
  /** Whether a row of it says that it is generated. */
  readonly synthetic: boolean
  readonly bytesDone: number
}

/** What the loader tells the page. A piece is sent only after `next`, but for the first two. */
export type LoaderMessage =
  | { readonly kind: 'opened'; readonly facts: ShardFacts }
  | { readonly kind: 'progress'; readonly bytesDone: number }
  | { readonly kind: 'piece'; readonly piece: LoadedPiece }
  /** A row group lies aside: a fresh worker is to go on, for this one's memory never shrinks. */
  | { readonly kind: 'aside'; readonly rest: RestOfShard }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly problem: LoadProblem }

/** Pieces that may be under way to the page at once. */
export const PIECES_AHEAD = 2
