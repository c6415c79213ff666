import { HEADER_BYTES } from './file-header'
import type { PreparedFile } from './manifest'
import type { ByteRange } from './segments'

/** Bytes of a chunk of the word files. The other files' chunks are a segment, or 4,096 entries of `hashes.bin`. */
export const TERM_CHUNK_BYTES = 131_072

/** Where chunk `chunk` of a file lies: the data after the header in equal pieces, the last one shorter. */
export function chunkRange(entry: PreparedFile, chunk: number): ByteRange {
  if (!entry.chunks || !Number.isInteger(chunk) || chunk < 0 || chunk >= entry.chunks.sha256.length)
    throw new RangeError(`The file has no chunk ${chunk}`)
  const start = HEADER_BYTES + chunk * entry.chunks.bytes
  return { start, end: Math.min(start + entry.chunks.bytes, entry.bytes) }
}

/**
 * The chunks that hold a range of a file, to be read whole and checked: the first one and the one after the last.
 * Throws `RangeError` for a range that is not within the data after the header.
 */
export function chunksOfRange(entry: PreparedFile, { start, end }: ByteRange): { first: number; end: number } {
  if (!entry.chunks || start < HEADER_BYTES || end > entry.bytes || start > end)
    throw new RangeError(`The file's chunks do not hold bytes ${start} to ${end}`)
  const { bytes } = entry.chunks
  const place = (at: number) => (at - HEADER_BYTES) / bytes
  return { first: Math.floor(place(start)), end: Math.ceil(place(end)) }
}
