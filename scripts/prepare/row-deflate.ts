import { deflateSync } from 'node:zlib'
import { DISTANCE_CODES, LENGTH_CODES, LITERAL_CODES, START_BITS, STREAM_START } from './row-codes'

const HASH_BITS = 14
const SHORTEST_MATCH = 4
const LONGEST_MATCH = 258
const FARTHEST = 32_768
/** Places of a match that later ones can begin at: the rest of a long one is seldom worth it. */
const REMEMBERED = 12
/** Places of a row start above those of the rows before, so that the table needs no clearing. */
const MOST_BASE = 0x3fffffff

/**
 * Compresses rows to zlib streams (RFC 1950), several times faster than zlib's level 1 does short texts: it looks for one
 * earlier match a place, and all streams share one Huffman code, made for JSON of English text, so that none is built.
 * What that code does not suit (other scripts, bytes that JSON never holds) zlib compresses.
 */
export class RowDeflater {
  readonly #table = new Int32Array(1 << HASH_BITS).fill(-FARTHEST - 1)
  #bytes = new Uint8Array(1 << 16)
  #base = 0

  /** The stream of `input`; a view that holds until the next call. The same bytes give the same stream. */
  deflate(input: Uint8Array): Uint8Array {
    const most = 2 * input.length + 512
    if (this.#bytes.length < most) this.#bytes = new Uint8Array(2 * most)
    if (this.#base + input.length + FARTHEST > MOST_BASE) {
      this.#table.fill(-FARTHEST - 1)
      this.#base = 0
    }
    this.#bytes.set(STREAM_START)
    const length = encode(input, this.#bytes, this.#table, this.#base)
    this.#base += input.length + FARTHEST + 1
    // Above 6 bits a byte the shared code suits the text badly.
    if (length < 0 || length > 128 + (input.length * 6) / 8) return deflateSync(input, { level: 1 })
    new DataView(this.#bytes.buffer).setUint32(length, adler32(input))
    return this.#bytes.subarray(0, length + 4)
  }
}

/**
 * Writes the codes of `input` behind the stream's start. Returns where they end, or -1 for a byte that has no code.
 * All state is in local variables: this loop is most of what preparing a dataset costs.
 */
function encode(input: Uint8Array, output: Uint8Array, table: Int32Array, base: number): number {
  const end = input.length - SHORTEST_MATCH
  let out = STREAM_START.length - 1
  let held = STREAM_START[out] ?? 0
  let count = START_BITS
  let at = 0
  while (at < input.length) {
    let length = 0
    let from = 0
    if (at <= end) {
      const slot = slotAt(input, at)
      from = (table[slot] as number) - base
      table[slot] = base + at
      if (from >= 0 && at - from <= FARTHEST) length = matchLength(input, from, at)
    }
    if (length < SHORTEST_MATCH) {
      const code = LITERAL_CODES[input[at++] as number] as number
      if (code === 0) return -1
      held |= (code & 0xffff) << count
      count += code >>> 16
      if (count < 16) continue
      output[out++] = held
      output[out++] = held >>> 8
      held >>>= 16
      count -= 16
      continue
    }
    if (count >= 8) {
      output[out++] = held
      held >>>= 8
      count -= 8
    }
    const lengthCode = LENGTH_CODES[length] as number
    held |= (lengthCode & 0xffffff) << count
    for (count += lengthCode >>> 24; count >= 8; count -= 8) {
      output[out++] = held
      held >>>= 8
    }
    const away = at - from - 1
    const power = away < 2 ? 0 : 30 - Math.clz32(away)
    const distanceCode = DISTANCE_CODES[2 * power + (away >> power)] as number
    held |= ((distanceCode & 0xffff) | ((away & ((1 << power) - 1)) << (distanceCode >>> 16))) << count
    for (count += (distanceCode >>> 16) + power; count >= 8; count -= 8) {
      output[out++] = held
      held >>>= 8
    }
    const last = Math.min(at + length, end + 1, at + REMEMBERED)
    for (let inside = at + 1; inside < last; inside++) table[slotAt(input, inside)] = base + inside
    at += length
  }
  const code = LITERAL_CODES[256] as number
  held |= (code & 0xffff) << count
  for (count += code >>> 16; count > 0; count -= 8) {
    output[out++] = held
    held >>>= 8
  }
  return out
}

function slotAt(input: Uint8Array, at: number): number {
  const word =
    (input[at] as number) |
    ((input[at + 1] as number) << 8) |
    ((input[at + 2] as number) << 16) |
    ((input[at + 3] as number) << 24)
  return Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS)
}

function matchLength(input: Uint8Array, from: number, at: number): number {
  const most = Math.min(LONGEST_MATCH, input.length - at)
  let length = 0
  while (length < most && input[from + length] === input[at + length]) length++
  return length
}

/** Source: RFC 1950, section 9. Sums of 3,800 bytes stay below 2^31. */
function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(at + 3800, bytes.length)
    for (; at < end; at++) {
      low += bytes[at] as number
      high += low
    }
    low %= 65_521
    high %= 65_521
  }
  return ((high << 16) | low) >>> 0
}
