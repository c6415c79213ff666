/** What the table holds of a word in a slot: its number and 1, its hash, where it lies, its length. */
const SLOT_WORDS = 4

/** Numbers different words from 0 on, in the order in which they come; words are UTF-8, which need not become texts. */
export class WordTable {
  #slots = new Int32Array(SLOT_WORDS << 12)
  #bytes = new Uint8Array(1 << 16)
  /** Where each word begins; one more at the end. */
  readonly #starts: number[] = [0]

  get size(): number {
    return this.#starts.length - 1
  }

  /** The number of the word in the first `length` of `bytes`, a new one for a word that did not come before. */
  numberOf(bytes: Uint8Array, length: number): number {
    let hash = length
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
    hash ^= hash >>> 15
    const slots = this.#slots
    const mask = slots.length / SLOT_WORDS - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slot * SLOT_WORDS
      const number = (slots[at] ?? 0) - 1
      if (number < 0) return this.#add(bytes, length, hash, at)
      if (slots[at + 1] === hash && slots[at + 3] === length && this.#isAt(slots[at + 2] ?? 0, bytes, length))
        return number
    }
  }

  /** The word of a number, as a view. */
  word(number: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[number], this.#starts[number + 1])
  }

  #isAt(start: number, bytes: Uint8Array, length: number): boolean {
    for (let at = 0; at < length; at++) if (this.#bytes[start + at] !== bytes[at]) return false
    return true
  }

  #add(bytes: Uint8Array, length: number, hash: number, at: number): number {
    const number = this.size
    const start = this.#starts[number] ?? 0
    if (start + length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (start + length))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(bytes.subarray(0, length), start)
    this.#starts.push(start + length)
    this.#slots.set([number + 1, hash, start, length], at)
    if (2 * SLOT_WORDS * this.size > this.#slots.length) this.#grow()
    return number
  }

  #grow(): void {
    const old = this.#slots
    const slots = new Int32Array(4 * old.length)
    const mask = slots.length / SLOT_WORDS - 1
    for (let from = 0; from < old.length; from += SLOT_WORDS) {
      if (old[from] === 0) continue
      let slot = (old[from + 1] ?? 0) & mask
      while (slots[slot * SLOT_WORDS] !== 0) slot = (slot + 1) & mask
      slots.set(old.subarray(from, from + SLOT_WORDS), slot * SLOT_WORDS)
    }
    this.#slots = slots
  }
}
