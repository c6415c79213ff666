import { SourceError } from './source-error'

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The range a `Range` header asks of a file of `bytes` bytes; `null` when the whole file is to be sent: no header, or a
 * unit other than bytes, which must be ignored. A suffix longer than the file is the whole file, as a range.
 * Throws `range-invalid`, `range-multiple`, or `range-unsatisfiable` (all 416).
 * Source: RFC 9110, section 14.
 */
export function parseByteRange(header: string | null, bytes: number): ByteRange | null {
  if (header === null) return null
  const unit = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=(.*)$/.exec(header)
  if (unit === null) throw invalidRange(header)
  if (unit[1]?.toLowerCase() !== 'bytes') return null
  const set = (unit[2] ?? '').trim()
  if (set.includes(','))
    throw new SourceError('range-multiple', 'Only one byte range a request is served. Ask for the ranges one by one.')
  const match = /^(\d{0,16})-(\d{0,16})$/.exec(set)
  if (match === null || set === '-') throw invalidRange(header)
  const [, first = '', last = ''] = match
  if (first === '') return suffixRange(Number(last), bytes)
  const start = Number(first)
  const end = last === '' ? bytes : Math.min(Number(last) + 1, bytes)
  if (last !== '' && Number(last) < start) throw invalidRange(header)
  if (start >= bytes) throw unsatisfiable(bytes)
  return { start, end }
}

function suffixRange(length: number, bytes: number): ByteRange {
  if (length === 0 || bytes === 0) throw unsatisfiable(bytes)
  return { start: Math.max(0, bytes - length), end: bytes }
}

function invalidRange(header: string): SourceError {
  return new SourceError(
    'range-invalid',
    `The Range header ${JSON.stringify(header.slice(0, 80))} is not a byte range such as bytes=0-99.`,
  )
}

function unsatisfiable(bytes: number): SourceError {
  return new SourceError('range-unsatisfiable', `The range lies outside the file, which has ${bytes} bytes.`)
}

/** A `Content-Range` of a 206 answer. `total` is `null` where the server sent `*`. */
export interface ContentRange extends ByteRange {
  readonly total: number | null
}

/** Reads `bytes 0-99/1000`; `null` when it is missing or not of that form, or its ends contradict each other. */
export function parseContentRange(header: string | undefined): ContentRange | null {
  const match = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16}|\*)$/.exec(header?.trim() ?? '')
  if (match === null) return null
  const start = Number(match[1])
  const end = Number(match[2]) + 1
  const total = match[3] === '*' ? null : Number(match[3])
  if (end <= start || (total !== null && end > total)) return null
  return { start, end, total }
}
