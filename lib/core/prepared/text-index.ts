import { checkLength, checkRows, decodeHeader, HEADER_BYTES } from './file-header'
import type { PreparedShard } from './manifest'
import { PreparedFormatError } from './prepared-format-error'
import { type ByteRange, SEGMENT_ROWS } from './segments'

/** Bytes of a row in `text/index.bin`: the lengths of its two parts, a u32 each. */
export const TEXT_INDEX_ROW_BYTES = 8

/** Chunk size of `text/index.bin`. */
export const TEXT_INDEX_CHUNK_BYTES = SEGMENT_ROWS * TEXT_INDEX_ROW_BYTES

/** Where the lengths of a shard's rows lie in `text/index.bin`. */
export function textIndexRange({ rowStart, rows }: Pick<PreparedShard, 'rowStart' | 'rows'>): ByteRange {
  const start = HEADER_BYTES + rowStart * TEXT_INDEX_ROW_BYTES
  return { start, end: start + rows * TEXT_INDEX_ROW_BYTES }
}

/** Checks `text/index.bin` by its first 64 bytes and its length. Throws `PreparedFormatError`. */
export function checkTextIndexFile(head: Uint8Array, fileBytes: number, rows: number, file: string): void {
  checkRows(decodeHeader(head, 'textIndex', file), rows, file)
  checkLength(fileBytes, HEADER_BYTES + rows * TEXT_INDEX_ROW_BYTES, file)
}

/** Where the two parts of a row lie in its shard's pack; part B begins where part A ends. */
export interface TextSpan {
  readonly a: ByteRange
  readonly b: ByteRange
}

/** Rows between two kept offsets: a span is found by adding up fewer lengths than this. */
const CHECKPOINT_ROWS = 128

/** The places of the rows of one shard in its pack. */
export interface PackOffsets {
  readonly rows: number
  /** `row` counts in the shard. Throws `RangeError` for a row that the shard does not have. */
  readonly spanOf: (row: number) => TextSpan
}

/**
 * The places of a shard's rows from their lengths (the bytes of `textIndexRange`, which must stay as they are). `packBytes` is the
 * length of the pack, which they must fill. Throws `PreparedFormatError`.
 */
export function createPackOffsets(bytes: Uint8Array, packBytes: number, file: string): PackOffsets {
  if (bytes.length % TEXT_INDEX_ROW_BYTES !== 0)
    throw new PreparedFormatError(
      file,
      `has lengths of ${bytes.length} bytes, ${TEXT_INDEX_ROW_BYTES} a row are needed`,
    )
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const lengths = new Uint32Array(buffer, byteOffset, bytes.length / 4)
  const rows = lengths.length / 2
  const checkpoints = new Float64Array(Math.ceil(rows / CHECKPOINT_ROWS))
  let offset = 0
  for (let row = 0; row < rows; row++) {
    if (row % CHECKPOINT_ROWS === 0) checkpoints[row / CHECKPOINT_ROWS] = offset
    const [a = 0, b = 0] = [lengths[2 * row], lengths[2 * row + 1]]
    if (a === 0 || b === 0) throw new PreparedFormatError(file, `gives row ${row} of a shard an empty part`)
    offset += a + b
  }
  if (offset !== packBytes)
    throw new PreparedFormatError(file, `gives the rows of a shard ${offset} bytes, its pack has ${packBytes}`)
  return {
    rows,
    spanOf(row) {
      if (!Number.isInteger(row) || row < 0 || row >= rows) throw new RangeError(`The shard has no row ${row}`)
      let start = checkpoints[Math.floor(row / CHECKPOINT_ROWS)] ?? 0
      for (let at = 2 * (row - (row % CHECKPOINT_ROWS)); at < 2 * row; at++) start += lengths[at] ?? 0
      const middle = start + (lengths[2 * row] ?? 0)
      return { a: { start, end: middle }, b: { start: middle, end: middle + (lengths[2 * row + 1] ?? 0) } }
    },
  }
}
