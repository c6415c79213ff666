/**
 * Code lengths of the shared Huffman code, a digit of base 16 each: 286 of literals and lengths, 30 of distances.
 * Counted over JSON of English posts and comments; bytes 0 to 31, which JSON never holds, have no code.
 */
export const CODE_LENGTHS = {
  literals:
    '000000000000000000000000000000004b7dcccbcccc7b7cbbccccccccabccc9c9bcbbbca7ccb9abacca9cc9cbc999ccc476546665a756546a55467696cccccdddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddac34578899bbbaabbaabcccccccccc',
  distances: '888888876755554434343445688888',
} as const

const lengthsOf = (digits: string) => Uint8Array.from(digits, (digit) => Number.parseInt(digit, 16))
const LITERAL_LENGTHS = lengthsOf(CODE_LENGTHS.literals)
const DISTANCE_LENGTHS = lengthsOf(CODE_LENGTHS.distances)

/** Codes of literals and of the block's end: bits in sending order, their number from bit 16 on; 0 for none. */
export const LITERAL_CODES = codesOf(LITERAL_LENGTHS)

/** Codes of the symbols of distances, 0 to 29, as `LITERAL_CODES`; the extra bits follow from the distance. */
export const DISTANCE_CODES = codesOf(DISTANCE_LENGTHS)

/** Codes of match lengths 3 to 258 with their extra bits; the number of all bits from bit 24 on. */
export const LENGTH_CODES = lengthCodes()

function lengthCodes(): Uint32Array {
  const extraBits = Array.from('0000000011112222333344445555', Number)
  const codes = new Uint32Array(259)
  let start = 3
  for (const [symbol, extra] of extraBits.entries()) {
    const code = LITERAL_CODES[257 + symbol] ?? 0
    for (let value = 0; value < 1 << extra; value++)
      codes[start + value] = (((code >>> 16) + extra) << 24) | (value << (code >>> 16)) | (code & 0xffff)
    start += 1 << extra
  }
  // The greatest length has a code of its own.
  const greatest = LITERAL_CODES[285] ?? 0
  codes[258] = ((greatest >>> 16) << 24) | (greatest & 0xffff)
  return codes
}

/** Canonical codes by their lengths. Source: RFC 1951, section 3.2.2. */
function codesOf(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length)
  let code = 0
  for (let bits = 1; bits <= 15; bits++) {
    code <<= 1
    for (const [symbol, length] of lengths.entries())
      if (length === bits) codes[symbol] = (bits << 16) | reverse(code++, bits)
  }
  return codes
}

/** Huffman codes are sent from their highest bit on. */
function reverse(code: number, bits: number): number {
  let reversed = 0
  for (let bit = 0; bit < bits; bit++) reversed |= ((code >> bit) & 1) << (bits - 1 - bit)
  return reversed
}

/** Codes of the code lengths come in this order. Source: RFC 1951, section 3.2.7. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const PREVIOUS_AGAIN = 16
const ZEROS = 18

/** The bits of the header as codes of up to 16 bits. */
function planHeader(): Uint32Array {
  const symbols = runsOf([...LITERAL_LENGTHS, ...DISTANCE_LENGTHS])
  const used = new Set(symbols.map(([symbol]) => symbol))
  // Up to 16 kinds of lengths: a code of 4 bits each, the rest of the 16 codes going to lengths that do not occur.
  const spare = LENGTH_ORDER.filter((symbol) => !used.has(symbol)).slice(0, 16 - used.size)
  const lengths = new Uint8Array(19)
  for (const symbol of [...used, ...spare]) lengths[symbol] = 4
  const codes = codesOf(lengths)
  const field = (bits: number, value: number) => (bits << 16) | value
  const header = [
    field(1, 1),
    field(2, 2),
    field(5, LITERAL_LENGTHS.length - 257),
    field(5, DISTANCE_LENGTHS.length - 1),
  ]
  header.push(field(4, LENGTH_ORDER.length - 4))
  for (const symbol of LENGTH_ORDER) header.push(field(3, lengths[symbol] ?? 0))
  for (const [symbol, extraBits, extra] of symbols) {
    header.push(codes[symbol] ?? 0)
    if (extraBits > 0) header.push(field(extraBits, extra))
  }
  return Uint32Array.from(header)
}

/** Code lengths as symbols with extra bits: the length before again 3 to 6 times, zeros 11 to 138 times. */
function runsOf(lengths: readonly number[]): [symbol: number, extraBits: number, extra: number][] {
  const runs: [number, number, number][] = []
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] ?? 0
    let end = at + 1
    while (lengths[end] === length) end++
    let count = end - at
    if (length === 0 && count >= 11) {
      const zeros = Math.min(count, 138)
      runs.push([ZEROS, 7, zeros - 11])
      count -= zeros
    } else if (length > 0) {
      runs.push([length, 0, 0])
      count--
      for (; count >= 3; ) {
        const again = Math.min(count, 6)
        runs.push([PREVIOUS_AGAIN, 2, again - 3])
        count -= again
      }
    }
    for (; count > 0; count--) runs.push([length, 0, 0])
    at = end
  }
  return runs
}

const START = packBits(planHeader())

/** What every stream begins with: the zlib header and the block's header. The last byte is part full. */
export const STREAM_START = Uint8Array.of(0x78, 0x01, ...START.bytes)

/** Bits of the last byte of `STREAM_START` that are taken, 0 to 7. */
export const START_BITS = START.bits

function packBits(codes: Uint32Array): { readonly bytes: readonly number[]; readonly bits: number } {
  const bytes: number[] = []
  let held = 0
  let count = 0
  for (const code of codes) {
    held |= (code & 0xffff) << count
    for (count += code >>> 16; count >= 8; count -= 8) {
      bytes.push(held & 255)
      held >>>= 8
    }
  }
  return { bytes: [...bytes, held & 255], bits: count }
}
