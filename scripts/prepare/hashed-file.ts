import { createHash, type Hash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { HEADER_BYTES } from '@/lib/core/prepared/file-header'
import type { PreparedFile } from '@/lib/core/prepared/manifest'

const BUFFERED_BYTES = 1 << 20

/**
 * A file that is written from its beginning to its end, with its hash, and with the hashes of its chunks where a chunk
 * size is given: chunks begin behind the header. Synchronous.
 */
export class HashedFile {
  readonly #descriptor: number
  readonly #hash: Hash = createHash('sha256')
  readonly #buffer = Buffer.alloc(BUFFERED_BYTES)
  readonly #chunkBytes: number
  readonly #chunks: string[] = []
  #chunk: Hash = createHash('sha256')
  #inChunk = 0
  #buffered = 0
  #bytes = 0

  constructor(path: string, chunkBytes = 0) {
    this.#descriptor = openSync(path, 'w')
    this.#chunkBytes = chunkBytes
  }

  write(bytes: Uint8Array): void {
    if (this.#chunkBytes > 0) this.#hashChunks(bytes)
    this.#bytes += bytes.length
    if (this.#buffered + bytes.length > BUFFERED_BYTES) this.#flush()
    if (bytes.length > BUFFERED_BYTES) {
      this.#writeAll(bytes)
      return
    }
    this.#buffer.set(bytes, this.#buffered)
    this.#buffered += bytes.length
  }

  /** Ends the file on the disk and says what a manifest says of it. */
  finish(): PreparedFile {
    this.#flush()
    if (this.#inChunk > 0) this.#endChunk()
    fsyncSync(this.#descriptor)
    this.close()
    const file = { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
    return this.#chunkBytes > 0 ? { ...file, chunks: { bytes: this.#chunkBytes, sha256: this.#chunks } } : file
  }

  /** Lets go of a file that is given up. */
  close(): void {
    closeSync(this.#descriptor)
  }

  #hashChunks(bytes: Uint8Array): void {
    let at = Math.min(bytes.length, Math.max(0, HEADER_BYTES - this.#bytes))
    while (at < bytes.length) {
      const part = bytes.subarray(at, at + this.#chunkBytes - this.#inChunk)
      this.#chunk.update(part)
      this.#inChunk += part.length
      at += part.length
      if (this.#inChunk === this.#chunkBytes) this.#endChunk()
    }
  }

  #endChunk(): void {
    this.#chunks.push(this.#chunk.digest('hex'))
    this.#chunk = createHash('sha256')
    this.#inChunk = 0
  }

  #flush(): void {
    this.#writeAll(this.#buffer.subarray(0, this.#buffered))
    this.#buffered = 0
  }

  #writeAll(bytes: Uint8Array): void {
    this.#hash.update(bytes)
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at)
  }
}
