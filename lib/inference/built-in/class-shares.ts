import type { NGramTrie } from './n-gram-trie'

/**
 * For each context, the share of every class that occurs after it, before back-off: lists laid end to end, since most
 * contexts are followed by few classes. `starts` holds where each list starts, one more for the end of the last;
 * `entries` holds a class and its share side by side, so that a list is one stretch of memory.
 */
export interface ClassShares {
  readonly starts: Int32Array
  readonly entries: Float64Array
}

/** Gathers the shares: `shareOf` is a node's discounted share of its parent, `classOf` the class of its last token. */
export function gatherClassShares(
  trie: NGramTrie,
  classCount: number,
  shareOf: (node: number) => number,
  classOf: (node: number) => number,
): ClassShares {
  const starts = new Int32Array(trie.size + 1)
  const entries = new Float64Array(2 * trie.size)
  const sums = new Float64Array(classCount)
  let length = 0
  for (let context = 0; context < trie.size; context++) {
    starts[context] = length
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
      entries[length++] = tokenClass
      entries[length++] = share
    }
  }
  starts[trie.size] = length
  return { starts, entries: entries.slice(0, length) }
}
