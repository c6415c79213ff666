import { type NGramTrie, ROOT } from './n-gram-trie'

/** Longest sequence counted: three tokens of context and the next one. */
export const ORDER = 4

/** What is taken off a count of 1, 2 and 3 or more; index 0 is unused. */
type Discounts = readonly [0, number, number, number]

/** The nodes of a trie with what scoring needs to know of each. */
export interface EstimatedNodes {
  readonly trie: NGramTrie
  /** Tokens in the sequence of a node. */
  readonly lengths: Uint8Array
  /** The node of the sequence without its first token. */
  readonly suffixes: Int32Array
  /** Discounted share of the parent. Nodes that end in the start token have none. */
  readonly shares: Float64Array
  /** Mass that backs off after a node, 1 where nothing follows. */
  readonly backOffs: Float64Array
}

/** Estimates shares and back-off masses from the counts of a trie, whose counts become effective ones. */
export function estimateNodes(trie: NGramTrie, startToken: number): EstimatedNodes {
  const lengths = replaceCounts(trie)
  const discounts = countsOfCounts(trie, lengths, startToken).map(estimateDiscounts)
  return { trie, lengths, suffixes: findSuffixes(trie), ...discountCounts(trie, lengths, discounts) }
}

/** For sequences of length 1 to 4: how many have the effective count 1, 2, 3 and 4. */
function countsOfCounts(trie: NGramTrie, lengths: Uint8Array, startToken: number): number[][] {
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
function estimateDiscounts([, one = 0, two = 0, three = 0, four = 0]: readonly number[]): Discounts {
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

/** For each node, the node of its sequence without the first token: it was counted together with the sequence. */
function findSuffixes(trie: NGramTrie): Int32Array {
  const suffixes = new Int32Array(trie.size)
  for (let node = 1; node < trie.size; node++) {
    const parent = trie.parents[node] ?? ROOT
    if (parent !== ROOT) suffixes[node] = trie.find(suffixes[parent] ?? ROOT, trie.tokens[node] ?? 0)
  }
  return suffixes
}

/** Replaces counts below the top order by the number of left neighbours; returns the length of each node. */
function replaceCounts(trie: NGramTrie): Uint8Array {
  const lengths = new Uint8Array(trie.size)
  for (let node = 1; node < trie.size; node++) {
    const length = (lengths[trie.parents[node] ?? ROOT] ?? 0) + 1
    lengths[node] = length
    const leftNeighbours = trie.leftNeighbours[node] ?? 0
    if (length < ORDER && leftNeighbours > 0) trie.counts[node] = leftNeighbours
  }
  return lengths
}

/** Turns counts into shares and back-off masses. */
function discountCounts(
  trie: NGramTrie,
  lengths: Uint8Array,
  discounts: readonly Discounts[],
): Pick<EstimatedNodes, 'shares' | 'backOffs'> {
  const totals = new Float64Array(trie.size)
  const kept = new Float64Array(trie.size)
  const shares = new Float64Array(trie.size)
  const backOffs = new Float64Array(trie.size)
  for (let node = 1; node < trie.size; node++) {
    const parent = trie.parents[node] ?? ROOT
    const count = trie.counts[node] ?? 0
    const discount = discounts[(lengths[node] ?? 1) - 1]?.[Math.min(3, count)] ?? 0
    totals[parent] = (totals[parent] ?? 0) + count
    kept[parent] = (kept[parent] ?? 0) + count - discount
    shares[node] = count - discount
  }
  for (let node = 0; node < trie.size; node++) {
    const parentTotal = totals[trie.parents[node] ?? ROOT] ?? 0
    if (parentTotal > 0) shares[node] = (shares[node] ?? 0) / parentTotal
    const total = totals[node] ?? 0
    backOffs[node] = total > 0 ? 1 - (kept[node] ?? 0) / total : 1
  }
  return { shares, backOffs }
}
