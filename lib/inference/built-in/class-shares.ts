import type { NGramTrie } from './n-gram-trie'

/**
 * For each context, the share of every class that occurs after it, before back-off: lists laid end to end, since most
 * contexts are followed by few classes.
 */
export class ClassShares {
  readonly #starts: Int32Array
  readonly #classes: Uint8Array
  readonly #shares: Float64Array

  /** `shareOf` is the discounted share of a node under its parent, `classOf` the class of its last token. */
  constructor(
    trie: NGramTrie,
    classCount: number,
    shareOf: (node: number) => number,
    classOf: (node: number) => number,
  ) {
    this.#starts = new Int32Array(trie.size + 1)
    const classes = new Uint8Array(trie.size)
    const shares = new Float64Array(trie.size)
    const sums = new Float64Array(classCount)
    let length = 0
    for (let context = 0; context < trie.size; context++) {
      this.#starts[context] = length
      let child = trie.firstChild[context] ?? -1
      if (child < 0) continue
      sums.fill(0)
      for (; child >= 0; child = trie.nextSibling[child] ?? -1) {
        const tokenClass = classOf(child)
        sums[tokenClass] = (sums[tokenClass] ?? 0) + shareOf(child)
      }
      for (let tokenClass = 0; tokenClass < classCount; tokenClass++) {
        const share = sums[tokenClass] ?? 0
        if (share === 0) continue
        classes[length] = tokenClass
        shares[length++] = share
      }
    }
    this.#starts[trie.size] = length
    this.#classes = classes.slice(0, length)
    this.#shares = shares.slice(0, length)
  }

  /** Adds `scale` times the shares of a context to the class probabilities that start at `offset`. */
  add(context: number, scale: number, classProbabilities: Float64Array, offset: number): void {
    const end = this.#starts[context + 1] ?? 0
    for (let place = this.#starts[context] ?? 0; place < end; place++) {
      const index = offset + (this.#classes[place] ?? 0)
      classProbabilities[index] = (classProbabilities[index] ?? 0) + scale * (this.#shares[place] ?? 0)
    }
  }
}
