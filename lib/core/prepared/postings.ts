import { checkLength } from './file-header'
import { PreparedFormatError } from './prepared-format-error'
import { VarintReader, VarintWriter } from './varint'

/** How the rows of a word are kept: differences of row numbers, or one bit a row where that is shorter. */
export const POSTING_KINDS = { differences: 0, bitmap: 1 } as const

export type PostingKind = (typeof POSTING_KINDS)[keyof typeof POSTING_KINDS]

/** The rows of a word as they are written. */
export interface EncodedPosting {
  readonly kind: PostingKind
  readonly bytes: Uint8Array<ArrayBuffer>
}

const writer = new VarintWriter()

/**
 * Encodes ascending row numbers of a dataset of `rows` rows: the first number, then each one's difference to the one
 * before, as varints; or a bitmap of all rows where that takes fewer bytes. Throws `RangeError` for rows out of order.
 */
export function encodePosting(rowNumbers: ArrayLike<number>, rows: number): EncodedPosting {
  let previous = 0
  for (let place = 0; place < rowNumbers.length; place++) {
    const row = rowNumbers[place] ?? 0
    if (row >= rows || (place > 0 && row <= previous))
      throw new RangeError(`Row ${row} after row ${previous} of ${rows} is out of order`)
    writer.add(row - previous)
    previous = row
  }
  const differences = writer.take()
  const bitmapBytes = Math.ceil(rows / 8)
  if (differences.length <= bitmapBytes) return { kind: POSTING_KINDS.differences, bytes: differences }
  const bytes = new Uint8Array(bitmapBytes)
  for (let place = 0; place < rowNumbers.length; place++) {
    const row = rowNumbers[place] ?? 0
    bytes[row >> 3] = (bytes[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return { kind: POSTING_KINDS.bitmap, bytes }
}

/** What the dictionary says of the rows of a word. */
export interface PostingFacts {
  readonly kind: PostingKind
  /** Rows that hold the word. */
  readonly count: number
}

/**
 * The rows of a word as a mask: row `i` is bit `i % 8` of byte `i / 8`. Throws `PreparedFormatError` when the bytes do
 * not hold just `count` rows of the dataset in ascending order.
 */
export function decodePosting(
  bytes: Uint8Array,
  { kind, count }: PostingFacts,
  rows: number,
  file: string,
): Uint8Array<ArrayBuffer> {
  const mask = new Uint8Array(Math.ceil(rows / 8))
  if (kind === POSTING_KINDS.bitmap) {
    checkLength(bytes.length, mask.length, file, 'has a bitmap')
    mask.set(bytes)
    const pastEnd = rows % 8 === 0 ? 0 : (mask.at(-1) ?? 0) >> (rows % 8)
    if (pastEnd !== 0 || countBits(mask) !== count)
      throw new PreparedFormatError(file, `has a bitmap of ${countBits(mask)} rows, the dictionary says ${count}`)
    return mask
  }
  const reader = new VarintReader(bytes, file)
  let row = 0
  for (let place = 0; place < count; place++) {
    const difference = reader.read()
    row += difference
    if ((place > 0 && difference === 0) || row >= rows)
      throw new PreparedFormatError(file, `has row ${row} out of order or past the ${rows} rows`)
    mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
  }
  if (!reader.isAtEnd)
    throw new PreparedFormatError(file, `has more rows of a word than the ${count} of the dictionary`)
  return mask
}

function countBits(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) for (let bits = byte; bits !== 0; bits &= bits - 1) count++
  return count
}
