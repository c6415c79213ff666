import { PreparedFormatError } from './prepared-format-error'

/** Numbers of 7 bits a byte, the lowest first, the top bit set on all bytes but the last (LEB128, unsigned). */
export class VarintWriter {
  #bytes = new Uint8Array(1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Adds a whole number of 0 to 2^53 - 1. */
  add(value: number): void {
    this.#grow(8)
    let rest = value
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#length++] = rest
  }

  addBytes(bytes: Uint8Array): void {
    this.#grow(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** What was added since the last call, as a copy. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length)
    this.#length = 0
    return taken
  }

  #grow(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return
    const larger = new Uint8Array(2 * (this.#length + bytes))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** Reads what `VarintWriter` wrote. Throws `PreparedFormatError` past the end and for numbers beyond 2^53 - 1. */
export class VarintReader {
  constructor(
    readonly bytes: Uint8Array,
    readonly file: string,
    public position = 0,
  ) {}

  get isAtEnd(): boolean {
    return this.position >= this.bytes.length
  }

  read(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.position++]
      if (byte === undefined) throw new PreparedFormatError(this.file, 'ends within a number')
      value += (byte & 127) * scale
      if (!Number.isSafeInteger(value)) throw new PreparedFormatError(this.file, 'holds a number beyond 2^53')
      if (byte < 128) return value
    }
  }

  readBytes(length: number): Uint8Array {
    const end = this.position + length
    if (end > this.bytes.length) throw new PreparedFormatError(this.file, 'ends within a text')
    const bytes = this.bytes.subarray(this.position, end)
    this.position = end
    return bytes
  }
}
