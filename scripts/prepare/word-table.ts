/** Numbers different words from 0 on, in the order in which they come; words are UTF-8, which need not become texts. */
export class WordTable {
  #slots = new Int32Array(1 << 12)
  #bytes = new Uint8Array(1 << 16)
  /** Where each word lies; one more at the end. */
  readonly #starts: number[] = [0]
  readonly #hashes: number[] = []

  get size(): number {
    return this.#hashes.length
  }

  /** The number of the word in the first `length` of `bytes`, a new one for a word that did not come before. */
  numberOf(bytes: Uint8Array, length: number): number {
    let hash = length
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
    hash ^= hash >>> 15
    for (let slot = hash & (this.#slots.length - 1); ; slot = (slot + 1) & (this.#slots.length - 1)) {
      const number = (this.#slots[slot] ?? 0) - 1
      if (number < 0) return this.#add(bytes, length, hash, slot)
      if (this.#hashes[number] === hash && this.#isEqual(number, bytes, length)) return number
    }
  }

  /** The word of a number, as a view. */
  word(number: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[number], this.#starts[number + 1])
  }

  #isEqual(number: number, bytes: Uint8Array, length: number): boolean {
    const start = this.#starts[number] ?? 0
    if ((this.#starts[number + 1] ?? 0) - start !== length) return false
    for (let at = 0; at < length; at++) if (this.#bytes[start + at] !== bytes[at]) return false
    return true
  }

  #add(bytes: Uint8Array, length: number, hash: number, slot: number): number {
    const number = this.size
    const start = this.#starts[number] ?? 0
    if (start + length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (start + length))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(bytes.subarray(0, length), start)
    this.#starts.push(start + length)
    this.#hashes.push(hash)
    this.#slots[slot] = number + 1
    if (2 * this.size > this.#slots.length) this.#grow()
    return number
  }

  #grow(): void {
    const mask = 4 * this.#slots.length - 1
    this.#slots = new Int32Array(mask + 1)
    for (const [number, hash] of this.#hashes.entries()) {
      let slot = hash & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = number + 1
    }
  }
}
