/** A small seeded generator (sfc32). The same key gives the same sequence on every machine. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1
  #spare: number | null = null

  /** `key` is any list of integers; each is mixed into the state, so that nearby keys give unrelated sequences. */
  constructor(...key: readonly number[]) {
    const state = [0x9e3779b9, 0x243f6a88, 0xb7e15162]
    key.forEach((part, place) => {
      for (let word = 0; word < 3; word++)
        state[word] = mix((state[word] ?? 0) ^ Math.imul((part >>> 0) + 0x6d2b79f5, 2 * (place + word) + 1))
    })
    ;[this.#a, this.#b, this.#c] = [state[0] ?? 0, state[1] ?? 0, state[2] ?? 0]
    for (let round = 0; round < 12; round++) this.#word()
  }

  #word(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0
    return t >>> 0
  }

  /** A number in [0, 1). */
  next(): number {
    return this.#word() / 0x100000000
  }

  /** An integer in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.next() * bound)
  }

  /** An integer in [low, high], both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of the values. Throws `RangeError` for none. */
  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)]
    if (value === undefined) throw new RangeError('There is nothing to pick from')
    return value
  }

  /** A copy in random order. */
  shuffle<T>(values: readonly T[]): T[] {
    return this.draw(values, values.length)
  }

  /** At most `count` different ones of the values, in random order. */
  draw<T>(values: readonly T[], count: number): T[] {
    const rest = [...values]
    const drawn: T[] = []
    while (drawn.length < count && rest.length > 0) {
      const place = this.below(rest.length)
      const value = rest[place]
      const last = rest.pop()
      if (value === undefined || last === undefined) break
      drawn.push(value)
      if (place < rest.length) rest[place] = last
    }
    return drawn
  }

  /** The place of a weight, chosen in proportion. Weights are not negative and their sum is positive. */
  weighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    for (let place = 0; place < weights.length; place++) {
      rest -= weights[place] ?? 0
      if (rest < 0) return place
    }
    return weights.findLastIndex((weight) => weight > 0)
  }

  /** A standard normal deviate (polar method). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare
      this.#spare = null
      return spare
    }
    for (;;) {
      const u = this.next() * 2 - 1
      const v = this.next() * 2 - 1
      const square = u * u + v * v
      if (square === 0 || square >= 1) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      this.#spare = v * scale
      return u * scale
    }
  }
}

function mix(value: number): number {
  let word = value | 0
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
  return word ^ (word >>> 15)
}
