import { PreparedFormatError } from './prepared-format-error'

/** The format version that this program writes and reads. */
export const PREPARED_VERSION = 1

/** Every binary file begins with this many bytes: magic, version, rows, then fields of its own. */
export const HEADER_BYTES = 64

/** Fields of its own that a header has room for, each a u32. */
export const HEADER_FIELDS = 12

/** Binary files by what they hold, with their 8 ASCII bytes of magic. */
export const PREPARED_MAGIC = {
  directions: 'ALXDIRS1',
  history: 'ALXHIST1',
  facets: 'ALXFACT1',
  textIndex: 'ALXTEXT1',
  hashes: 'ALXHASH1',
  terms: 'ALXTERM1',
  postings: 'ALXPOST1',
} as const

export type PreparedFileKind = keyof typeof PREPARED_MAGIC

/** What a header says. `fields` are 12 numbers of 0 to 4,294,967,295; what a file does not use is 0. */
export interface FileHeader {
  readonly rows: number
  readonly fields: readonly number[]
}

/** The 64 bytes before a file's data. Throws `RangeError` for a number that is no u32 or too many fields. */
export function encodeHeader(kind: PreparedFileKind, { rows, fields }: FileHeader): Uint8Array<ArrayBuffer> {
  if (fields.length > HEADER_FIELDS) throw new RangeError(`A header has ${HEADER_FIELDS} fields, not ${fields.length}`)
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(PREPARED_MAGIC[kind]))
  for (const [place, value] of [PREPARED_VERSION, rows, ...fields].entries()) {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
      throw new RangeError(`A header holds numbers of 0 to 4294967295, not ${value}`)
    view.setUint32(8 + 4 * place, value, true)
  }
  return bytes
}

/** Reads the header at the beginning of `bytes`; `file` is the name for errors. Throws `PreparedFormatError`. */
export function decodeHeader(bytes: Uint8Array, kind: PreparedFileKind, file: string): FileHeader {
  if (bytes.length < HEADER_BYTES)
    throw new PreparedFormatError(file, `ends after ${bytes.length} bytes, its header has ${HEADER_BYTES}`)
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, 8))
  if (magic !== PREPARED_MAGIC[kind])
    throw new PreparedFormatError(file, `begins with ${JSON.stringify(magic)} instead of "${PREPARED_MAGIC[kind]}"`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  const version = view.getUint32(8, true)
  if (version !== PREPARED_VERSION) throw wrongVersion(file, version)
  const fields = Array.from({ length: HEADER_FIELDS }, (_, place) => view.getUint32(16 + 4 * place, true))
  return { rows: view.getUint32(12, true), fields }
}

/** The error for a file of another format version. */
export function wrongVersion(file: string, version: number): PreparedFormatError {
  const kind = version < PREPARED_VERSION ? 'older' : 'newer'
  return new PreparedFormatError(file, `has format version ${version}, this program reads ${PREPARED_VERSION}`, kind)
}

/** Throws `PreparedFormatError` unless the header speaks of as many rows as the manifest. */
export function checkRows(header: FileHeader, rows: number, file: string): void {
  if (header.rows !== rows)
    throw new PreparedFormatError(file, `speaks of ${header.rows} rows, the manifest of ${rows}`)
}

/** Throws `PreparedFormatError` unless a file or a piece of one has just the length it must have. */
export function checkLength(found: number, expected: number, file: string, what = 'is'): void {
  if (found !== expected) throw new PreparedFormatError(file, `${what} ${found} bytes long, ${expected} are needed`)
}
