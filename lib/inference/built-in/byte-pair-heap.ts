/** A candidate merge: the pair `(left, right)` as one number, and how often it was seen when the entry was made. */
interface Entry {
  readonly pair: number
  readonly count: number
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.count > other.count || (one.count === other.count && one.pair < other.pair)
}

/**
 * A binary heap of pairs, most frequent first and ties by the smaller pair number, so that training is deterministic.
 * Entries are never updated: a pair whose count changed is pushed again, and stale entries are skipped on `pop`.
 */
export class BytePairHeap {
  readonly #entries: Entry[] = []

  push(pair: number, count: number): void {
    const entries = this.#entries
    const entry = { pair, count }
    let index = entries.length
    entries.push(entry)
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = entries[parentIndex]
      if (parent === undefined || !isBefore(entry, parent)) break
      entries[index] = parent
      index = parentIndex
    }
    entries[index] = entry
  }

  /** Removes and returns the first pair whose count is still `countOf(pair)`, or `null` when none is left. */
  pop(countOf: (pair: number) => number): number | null {
    for (;;) {
      const first = this.#removeFirst()
      if (first === null) return null
      if (countOf(first.pair) === first.count) return first.pair
    }
  }

  #removeFirst(): Entry | null {
    const entries = this.#entries
    const [first] = entries
    const last = entries.pop()
    if (first === undefined || last === undefined) return null
    if (entries.length === 0) return first
    let index = 0
    for (;;) {
      const leftIndex = 2 * index + 1
      const left = entries[leftIndex]
      const right = entries[leftIndex + 1]
      if (left === undefined) break
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (!isBefore(child, last)) break
      entries[index] = child
      index = isRight ? leftIndex + 1 : leftIndex
    }
    entries[index] = last
    return first
  }
}
