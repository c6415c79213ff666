import { gatherClassShares } from './class-shares'
import { countsOfCounts, type Discounts, estimateDiscounts, ORDER } from './kneser-ney'
import { NGramTrie, ROOT } from './n-gram-trie'

/**
 * What scoring reads of a node, side by side in memory: its discounted share of its parent, the mass that backs off
 * after it (1 where nothing follows), and where its class shares start and end.
 */
const RECORD = { size: 4, share: 0, backOff: 1, start: 2, end: 3 } as const

/** The nodes of the last 0, 1, 2 and 3 tokens, -1 where that sequence was never seen; `advance` moves it on. */
export type Context = Int32Array

/**
 * A 4-gram model with interpolated modified Kneser-Ney smoothing over ids 0 to `vocabularySize - 1`, which also gives
 * the exact probability of every class of ids: the classes follow the same back-off as the ids, so both sum to 1.
 * Source: Chen & Goodman 1998, §3.
 */
export class NGramModel {
  readonly #trie = new NGramTrie()
  readonly #discounts: readonly Discounts[]
  readonly #records: Float64Array
  readonly #classShares: Float64Array
  readonly #uniformClasses: Float64Array
  readonly #startToken: number
  /** Number of tokens trained on. */
  readonly tokenCount: number

  constructor(
    sequences: Iterable<readonly number[]>,
    readonly vocabularySize: number,
    readonly classes: Uint8Array,
    readonly classCount: number,
  ) {
    const trie = this.#trie
    this.#startToken = vocabularySize
    let tokenCount = 0
    for (const sequence of sequences) {
      this.#count(sequence)
      tokenCount += sequence.length
    }
    this.tokenCount = tokenCount
    const lengths = this.#replaceCounts()
    this.#discounts = countsOfCounts(trie, lengths, this.#startToken).map(estimateDiscounts)
    this.#records = new Float64Array(RECORD.size * trie.size)
    this.#estimate(lengths)
    this.#classShares = this.#indexClasses()
    this.#uniformClasses = new Float64Array(classCount)
    for (const tokenClass of classes)
      this.#uniformClasses[tokenClass] = (this.#uniformClasses[tokenClass] ?? 0) + 1 / vocabularySize
  }

  /** The context at the start of a response. */
  start(): Context {
    const context = new Int32Array(ORDER).fill(-1)
    context[0] = ROOT
    for (let length = 1; length < ORDER; length++) {
      const shorter = context[length - 1] ?? -1
      context[length] = shorter < 0 ? -1 : this.#trie.find(shorter, this.#startToken)
    }
    return context
  }

  /**
   * P(token | context), in (0, 1]. Writes P(class | context) into `classProbabilities` from `offset` on, and moves the
   * context on by the token.
   */
  advance(context: Context, token: number, classProbabilities: Float64Array, offset: number): number {
    const { classCount } = this
    let probability = 0
    let scale = 1
    for (let index = 0; index < classCount; index++) classProbabilities[offset + index] = 0
    for (let length = ORDER - 1; length >= 0; length--) {
      const node = context[length] ?? -1
      const child = node < 0 ? -1 : this.#trie.find(node, token)
      if (length + 1 < ORDER) context[length + 1] = child
      if (node < 0) continue
      if (child >= 0) probability += scale * (this.#records[RECORD.size * child + RECORD.share] ?? 0)
      this.#addClasses(node, scale, classProbabilities, offset)
      scale *= this.#records[RECORD.size * node + RECORD.backOff] ?? 1
    }
    for (let index = 0; index < classCount; index++)
      classProbabilities[offset + index] =
        (classProbabilities[offset + index] ?? 0) + scale * (this.#uniformClasses[index] ?? 0)
    return probability + scale / this.vocabularySize
  }

  /** Adds `scale` times the class shares of a context. */
  #addClasses(node: number, scale: number, classProbabilities: Float64Array, offset: number): void {
    const end = this.#records[RECORD.size * node + RECORD.end] ?? 0
    for (let place = this.#records[RECORD.size * node + RECORD.start] ?? 0; place < end; place += 2) {
      const index = offset + (this.#classShares[place] ?? 0)
      classProbabilities[index] = (classProbabilities[index] ?? 0) + scale * (this.#classShares[place + 1] ?? 0)
    }
  }

  #count(sequence: readonly number[]): void {
    const trie = this.#trie
    const context = new Int32Array(ORDER)
    for (let length = 1; length < ORDER; length++)
      context[length] = trie.findOrAdd(context[length - 1] ?? ROOT, this.#startToken)
    for (const token of sequence) {
      let previous: number = ROOT
      for (let length = 0; length < ORDER; length++) {
        const child = trie.findOrAdd(context[length] ?? ROOT, token)
        const isNew = trie.counts[child] === 0
        trie.counts[child] = (trie.counts[child] ?? 0) + 1
        if (isNew && length > 0) trie.leftNeighbours[previous] = (trie.leftNeighbours[previous] ?? 0) + 1
        if (length > 0) context[length] = previous
        previous = child
      }
    }
  }

  /** Replaces counts below the top order by the number of left neighbours; returns the length of each node. */
  #replaceCounts(): Uint8Array {
    const trie = this.#trie
    const lengths = new Uint8Array(trie.size)
    for (let node = 1; node < trie.size; node++) {
      const length = (lengths[trie.parents[node] ?? ROOT] ?? 0) + 1
      lengths[node] = length
      const leftNeighbours = trie.leftNeighbours[node] ?? 0
      if (length < ORDER && leftNeighbours > 0) trie.counts[node] = leftNeighbours
    }
    return lengths
  }

  /** Turns counts into shares and back-off masses. Nodes that end in the start token have no count and no share. */
  #estimate(lengths: Uint8Array): void {
    const trie = this.#trie
    const totals = new Float64Array(trie.size)
    const kept = new Float64Array(trie.size)
    for (let node = 1; node < trie.size; node++) {
      const parent = trie.parents[node] ?? ROOT
      const count = trie.counts[node] ?? 0
      const discount = this.#discounts[(lengths[node] ?? 1) - 1]?.[Math.min(3, count)] ?? 0
      totals[parent] = (totals[parent] ?? 0) + count
      kept[parent] = (kept[parent] ?? 0) + count - discount
      this.#records[RECORD.size * node + RECORD.share] = count - discount
    }
    for (let node = 0; node < trie.size; node++) {
      const place = RECORD.size * node
      const parentTotal = totals[trie.parents[node] ?? ROOT] ?? 0
      if (parentTotal > 0)
        this.#records[place + RECORD.share] = (this.#records[place + RECORD.share] ?? 0) / parentTotal
      const total = totals[node] ?? 0
      this.#records[place + RECORD.backOff] = total > 0 ? 1 - (kept[node] ?? 0) / total : 1
    }
  }

  #indexClasses(): Float64Array {
    const trie = this.#trie
    const { starts, entries } = gatherClassShares(
      trie,
      this.classCount,
      (node) => this.#records[RECORD.size * node + RECORD.share] ?? 0,
      (node) => this.classes[trie.tokens[node] ?? 0] ?? 0,
    )
    for (let node = 0; node < trie.size; node++) {
      this.#records[RECORD.size * node + RECORD.start] = starts[node] ?? 0
      this.#records[RECORD.size * node + RECORD.end] = starts[node + 1] ?? 0
    }
    return entries
  }
}
