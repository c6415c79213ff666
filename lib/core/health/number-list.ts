/** Whole numbers of 0 to 4,294,967,295 that are added one by one, 4 bytes each. */
export class NumberList {
  #numbers = new Uint32Array(1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  add(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(2 * this.#length)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.#length++] = number
  }

  /** The numbers so far, in order of adding. Later additions may not show in it. */
  read(): Uint32Array {
    return this.#numbers.subarray(0, this.#length)
  }
}
