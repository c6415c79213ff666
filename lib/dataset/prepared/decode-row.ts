import type { Example } from '@/lib/core/example'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { decodeRow } from '@/lib/core/prepared/row-parts'
import { PreparedReadError } from './prepared-read-error'

/** Longest part of a row, unpacked, in bytes. */
const PART_BYTES = 64 * 1024 * 1024

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
export async function decodePackedRow({ a, b }: PackedRow, file: string): Promise<UnpackedRow> {
  const [first, second] = await Promise.all([inflate(a, file), inflate(b, file)])
  return decodeRow({ a: first, b: second }, file)
}

async function inflate(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      length += value.length
      if (length > PART_BYTES)
        throw new PreparedReadError('row-size', file, `has a row of more than ${PART_BYTES} bytes`)
      text += decoder.decode(value, { stream: true })
    }
  } catch (cause) {
    if (cause instanceof PreparedReadError) throw cause
    throw new PreparedFormatError(file, 'has a row whose checksum is wrong', 'damaged', { cause })
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
