import type { ByteRange } from '@/lib/core/prepared/segments'

/** A range of a file, not empty. */
export interface FilePiece {
  readonly path: string
  readonly range: ByteRange
}

/**
 * Where the files of a prepared dataset lie: on the server, or in a folder of this computer. What it gives is as long as
 * asked, and not yet checked otherwise. All throw `PreparedReadError` and the signal's reason.
 */
export interface ByteStore {
  /** Whether reading costs a request, so that what was read is worth keeping. */
  readonly isRemote: boolean
  /** The bytes of a range, which must not be empty. */
  readonly readRange: (path: string, range: ByteRange, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>
  /** The bytes of ranges of several files, one after the other, in one request; `null` where none is saved by that. */
  readonly readMany: ((pieces: readonly FilePiece[], signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>) | null
  /** A whole file of unknown length, at most `most` bytes. */
  readonly readText: (path: string, most: number, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>
  /** The file from its first byte on, in pieces as they come; at most `bytes`. */
  readonly readWhole: (path: string, bytes: number, signal: AbortSignal) => AsyncGenerator<Uint8Array, void, void>
  /** The file for another reader (the database): an address or the file itself; `null` where it has no such file. */
  readonly locate: (path: string) => { readonly url: string } | { readonly file: Blob } | null
}
