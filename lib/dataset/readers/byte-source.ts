import { LoadError } from '../load-error'
import { LazyBlob } from './lazy-blob'

/** The bytes of a shard, wherever they lie. */
export interface ByteSource {
  /** The file's name, for errors. */
  readonly name: string
  /** Length in bytes. */
  readonly size: number
  /** Whether reading a range again costs no transfer. */
  readonly isLocal: boolean
  /** The bytes from `from` to `to` (excluded). Throws `LoadError`. */
  readonly readRange: (from: number, to: number) => Promise<ArrayBuffer>
  /** All bytes from the first on. */
  readonly stream: () => Promise<ReadableStream<Uint8Array<ArrayBuffer>>>
}

/** Told about every piece of a shard that arrives, in bytes; negative when bytes are thrown away to be read again. */
export type CountBytes = (bytes: number) => void

/** A file of this computer: read lazily, piece by piece, never as a whole. */
export function openFile(file: Blob, name: string, count: CountBytes): ByteSource {
  return {
    name,
    size: file.size,
    isLocal: true,
    async readRange(from, to) {
      try {
        const bytes = await file.slice(from, to).arrayBuffer()
        count(bytes.byteLength)
        return bytes
      } catch (cause) {
        throw new LoadError(
          'file-changed',
          `${name} could not be read: it was moved, changed or locked. Open it again.`,
          undefined,
          { cause },
        )
      }
    },
    stream: async () => file.stream().pipeThrough(countingStream(count)),
  }
}

/** A stream stage that tells `count` the size of every chunk. */
export function countingStream(count: CountBytes): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      count(chunk.byteLength)
      controller.enqueue(chunk)
    },
  })
}

/**
 * The source as a Blob that reads only what is sliced out of it: the form in which parquet-wasm takes a file.
 * `onFailure` is told of failed reads, whose errors do not come through WebAssembly whole.
 */
export function toLazyBlob(source: ByteSource, onFailure: (error: unknown) => void): Blob {
  return new LazyBlob(0, source.size, (from, to) =>
    source.readRange(from, to).catch((error: unknown) => {
      onFailure(error)
      throw error
    }),
  )
}
