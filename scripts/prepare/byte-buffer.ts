/** Bytes that grow as they are added to, for one row after the other. */
export class ByteBuffer {
  bytes = new Uint8Array(1 << 20)
  length = 0

  /** Makes room for so many more bytes. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return
    const larger = new Uint8Array(2 * (this.length + count))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  /** What was added, as a view that the next addition may change. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }
}

/** For each byte below 128 the letter after the backslash in JSON, 1 for a \u escape, 0 where it stands for itself. */
const ESCAPES = new Uint8Array(256)
for (let code = 0; code < 32; code++) ESCAPES[code] = 1
for (const [character, letter] of ['""', '\\\\', '\bb', '\ff', '\nn', '\rr', '\tt'])
  ESCAPES[character?.charCodeAt(0) ?? 0] = letter?.charCodeAt(0) ?? 0

const BACKSLASH = 92
const QUOTE = 34
const HEX = new TextEncoder().encode('0123456789abcdef')

/** Adds UTF-8 text as a JSON string, just as `JSON.stringify` writes it. */
export function addJsonText(buffer: ByteBuffer, text: Uint8Array, start: number, end: number): void {
  buffer.reserve(6 * (end - start) + 2)
  const { bytes } = buffer
  let at = buffer.length
  bytes[at++] = QUOTE
  for (let place = start; place < end; place++) {
    const byte = text[place] ?? 0
    const letter = ESCAPES[byte] ?? 0
    if (letter === 0) bytes[at++] = byte
    else if (letter > 1) {
      bytes[at++] = BACKSLASH
      bytes[at++] = letter
    } else {
      bytes[at++] = BACKSLASH
      bytes[at++] = 117
      bytes[at++] = 48
      bytes[at++] = 48
      bytes[at++] = HEX[byte >> 4] ?? 0
      bytes[at++] = HEX[byte & 15] ?? 0
    }
  }
  bytes[at++] = QUOTE
  buffer.length = at
}

/** Adds bytes as they are. */
export function addBytes(buffer: ByteBuffer, bytes: Uint8Array): void {
  buffer.reserve(bytes.length)
  buffer.bytes.set(bytes, buffer.length)
  buffer.length += bytes.length
}

/** Adds a number as 4 bytes, little-endian. */
export function addU32(buffer: ByteBuffer, value: number): void {
  buffer.reserve(4)
  const { bytes } = buffer
  for (let shift = 0; shift < 32; shift += 8) bytes[buffer.length++] = (value >>> shift) & 255
}
