import { deflateSync } from 'node:zlib'
import { z } from 'zod'
import { DISTANCE_CODES, LENGTH_CODES, LITERAL_CODES, START_BITS, STREAM_START } from './row-codes'
import { KERNEL_BASE64 } from './row-kernel-bytes'

/** Where the tables of `row-kernel.wat` lie, and its data begins. */
const PLACES = { literals: 0, distances: 1152, lengths: 1280, escapes: 2560, start: 2816 } as const
export const KERNEL_DATA = 69_632

const PAGE_BYTES = 65_536
/** What the kernel reads or writes past the end of a text. */
const SLACK = 64

/** After the backslash in JSON: a letter of its own, or `u`. */
const ESCAPES = new Uint8Array(256).fill('u'.charCodeAt(0))
for (const [character, letter] of ['""', '\\\\', '\bb', '\ff', '\nn', '\rr', '\tt'])
  ESCAPES[character?.charCodeAt(0) ?? 0] = letter?.charCodeAt(0) ?? 0

const exportsSchema = z.object({
  memory: z.instanceof(WebAssembly.Memory),
  addField: z.custom<(source: number, length: number, target: number) => number>(
    (value) => typeof value === 'function',
  ),
  quote: z.custom<(source: number, length: number, target: number) => number>((value) => typeof value === 'function'),
  deflate: z.custom<(source: number, length: number, target: number, startLength: number, startBits: number) => number>(
    (value) => typeof value === 'function',
  ),
})

/**
 * The inner loops of preparing a row, in WebAssembly, several times faster than JavaScript and than zlib's level 1 on
 * short texts. Works in a memory of its own, whose data begins at `KERNEL_DATA`; the caller says what lies where.
 */
export class RowKernel {
  readonly #exports: z.infer<typeof exportsSchema>
  /** The memory; `reserve` may replace it. */
  bytes: Uint8Array<ArrayBuffer>

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(KERNEL_BASE64, 'base64'))
    this.#exports = exportsSchema.parse(new WebAssembly.Instance(module).exports)
    this.bytes = new Uint8Array(this.#exports.memory.buffer)
    const words = new Uint32Array(this.bytes.buffer)
    words.set(LITERAL_CODES, PLACES.literals / 4)
    words.set(DISTANCE_CODES, PLACES.distances / 4)
    words.set(LENGTH_CODES, PLACES.lengths / 4)
    this.bytes.set(ESCAPES, PLACES.escapes)
    this.bytes.set(STREAM_START, PLACES.start)
  }

  /** Makes the memory hold all up to `end`, and some more. Throws `RangeError` above 4 GB. */
  reserve(end: number): void {
    const missing = Math.ceil((end + SLACK - this.bytes.length) / PAGE_BYTES)
    if (missing <= 0) return
    this.#exports.memory.grow(Math.max(missing, Math.min(16, 65_536 - this.bytes.length / PAGE_BYTES)))
    this.bytes = new Uint8Array(this.#exports.memory.buffer)
  }

  /** Writes `length` as 4 bytes, little-endian, and the bytes at `source` behind it; returns where they end. */
  addField(source: number, length: number, target: number): number {
    return this.#exports.addField(source, length, target)
  }

  /**
   * Writes UTF-8 text of `length` bytes at `source` to `target` as a JSON string, just as `JSON.stringify` does.
   * Returns where it ends, at most 6 bytes a byte and 2 more behind `target`, for which the caller has reserved.
   */
  quote(source: number, length: number, target: number): number {
    return this.#exports.quote(source, length, target)
  }

  /**
   * The zlib stream (RFC 1950) of `length` bytes at `source`; a view that holds until the next call. The same bytes give
   * the same stream. It looks for one earlier match a place, and all streams share one Huffman code, made for JSON of
   * English text. What that code does not suit (other scripts, bytes that JSON never holds) zlib compresses.
   */
  deflate(source: number, length: number): Uint8Array {
    const target = source + length + SLACK
    this.reserve(target + 2 * length + 512)
    const end = this.#exports.deflate(source, length, target, STREAM_START.length, START_BITS)
    // Above 6 bits a byte the shared code suits the text badly.
    if (end === 0 || end - target > 132 + (length * 6) / 8)
      return deflateSync(this.bytes.subarray(source, source + length), { level: 1 })
    return this.bytes.subarray(target, end)
  }
}
