import { Inflate } from 'pako'
import type { Example } from '@/lib/core/example'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { decodeRow } from '@/lib/core/prepared/row-parts'
import { PreparedReadError } from './prepared-read-error'

/** Longest part of a row, unpacked, in bytes. */
const PART_BYTES = 64 * 1024 * 1024

/** Bytes that are unpacked at a time: most parts of a row have less. */
const CHUNK_BYTES = 16_384

/** The largest window of a zlib stream; without it pako takes gzip as well. */
const ZLIB_ONLY = 15

const WRONG_CHECKSUM = 'has a row whose checksum is wrong'

/** The two parts of a row as they lie in a pack. */
export interface PackedRow {
  readonly a: Uint8Array<ArrayBuffer>
  readonly b: Uint8Array<ArrayBuffer>
}

/** A row out of a pack. */
export interface UnpackedRow {
  readonly hash: string
  readonly example: Example
}

/**
 * Unpacks and reads a row. Throws `PreparedFormatError` when its checksum or its form is wrong, `PreparedReadError`
 * (`row-size`) when it unpacks to more than 64 MB a part, whatever it says of itself.
 */
export function decodePackedRow({ a, b }: PackedRow, file: string): UnpackedRow {
  return decodeRow({ a: inflate(a, file), b: inflate(b, file) }, file)
}

/** A zlib stream as text. The browser's own streams leave some 100 objects for each, and a page has 200 of them. */
function inflate(bytes: Uint8Array<ArrayBuffer>, file: string): string {
  const inflater = new Inflate({ windowBits: ZLIB_ONLY, chunkSize: CHUNK_BYTES })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let length = 0
  inflater.onData = (chunk: Uint8Array) => {
    length += chunk.length
    if (length > PART_BYTES) throw new PreparedReadError('row-size', file, `has a row of more than ${PART_BYTES} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  let hasMore = false
  try {
    // A stream that ends before its last byte has something behind it.
    inflater.push(bytes.subarray(0, -1), false)
    hasMore = inflater.ended
    if (!hasMore) inflater.push(bytes.subarray(-1), true)
    text += decoder.decode()
  } catch (cause) {
    if (cause instanceof PreparedReadError) throw cause
    throw new PreparedFormatError(file, WRONG_CHECKSUM, 'damaged', { cause })
  }
  if (hasMore || inflater.err !== 0 || !inflater.ended) throw new PreparedFormatError(file, WRONG_CHECKSUM)
  return text
}
