import type { ByteRange } from './byte-range'

/**
 * One open file of a source. `read` yields exactly the bytes of `range`, or of the whole file for `null`, as they are
 * asked for, and throws a `SourceError` when it cannot; without `ranges` only `null` may be read. `close` lets go of the
 * file and may be called at any time, more than once. The address of an `isImmutable` one never names other bytes.
 */
export interface ShardReader {
  readonly name: string
  readonly bytes: number | null
  readonly etag: string | null
  readonly ranges: boolean
  readonly isImmutable: boolean
  readonly read: (range: ByteRange | null, signal: AbortSignal) => AsyncGenerator<Uint8Array, void, void>
  readonly close: () => Promise<void>
}
