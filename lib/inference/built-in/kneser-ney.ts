import type { NGramTrie } from './n-gram-trie'

/** Longest sequence counted: three tokens of context and the next one. */
export const ORDER = 4

/** What is taken off a count of 1, 2 and 3 or more; index 0 is unused. */
export type Discounts = readonly [0, number, number, number]

/** For sequences of length 1 to 4: how many have the effective count 1, 2, 3 and 4. */
export function countsOfCounts(trie: NGramTrie, lengths: Uint8Array, startToken: number): number[][] {
  const histograms = Array.from({ length: ORDER }, () => [0, 0, 0, 0, 0])
  for (let node = 1; node < trie.size; node++) {
    const count = trie.counts[node] ?? 0
    const histogram = histograms[(lengths[node] ?? 1) - 1]
    if (histogram === undefined || count < 1 || count > 4 || trie.tokens[node] === startToken) continue
    histogram[count] = (histogram[count] ?? 0) + 1
  }
  return histograms
}

/**
 * Discounts from the counts of counts, kept inside (0, count) where there is too little text to estimate them.
 * Source: Chen & Goodman 1998, equation 26.
 */
export function estimateDiscounts([, one = 0, two = 0, three = 0, four = 0]: readonly number[]): Discounts {
  const base = one / (one + 2 * two) || 0.5
  return [
    0,
    clamp(1 - (2 * base * two) / (one || 1), 0.1, 0.95),
    clamp(2 - (3 * base * three) / (two || 1), 0.2, 1.9),
    clamp(3 - (4 * base * four) / (three || 1), 0.3, 2.9),
  ]
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
