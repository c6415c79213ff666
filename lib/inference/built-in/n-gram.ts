import { ClassTable } from './class-table'
import { ContextPlaces } from './context-places'
import { estimateNodes, ORDER } from './kneser-ney'
import { NGramTable } from './n-gram-table'
import { NGramTrie, ROOT } from './n-gram-trie'

/**
 * A 4-gram model with interpolated modified Kneser-Ney smoothing over ids 0 to `vocabularySize - 1`, which also gives
 * the exact probability of every class of ids: the classes follow the same back-off as the ids, so both sum to 1.
 * Source: Chen & Goodman 1998, §3.
 */
export class NGramModel {
  readonly #table: NGramTable
  readonly #classTable: ClassTable
  readonly #contexts: ContextPlaces
  /** Where the classes before each token of a text are; used again for each text. */
  #places = new Int32Array(1024)
  readonly #start: number
  /** Number of tokens trained on. */
  readonly tokenCount: number

  constructor(
    sequences: Iterable<Int32Array>,
    readonly vocabularySize: number,
    readonly classes: Uint8Array,
    classCount: number,
  ) {
    const startToken = vocabularySize
    const trie = new NGramTrie()
    let tokenCount = 0
    for (const sequence of sequences) {
      countSequence(trie, sequence, startToken)
      tokenCount += sequence.length
    }
    this.tokenCount = tokenCount
    const nodes = estimateNodes(trie, startToken)
    const uniform = new Float64Array(classCount)
    for (const tokenClass of classes) uniform[tokenClass] = (uniform[tokenClass] ?? 0) + 1 / vocabularySize
    this.#classTable = new ClassTable(nodes, classes, uniform)
    this.#contexts = new ContextPlaces(nodes, this.#classTable.places, startToken)
    this.#table = new NGramTable(nodes, vocabularySize)
    this.#start = this.#table.findLongest(Array(ORDER - 1).fill(startToken))
  }

  /** The context at the start of a response. */
  start(): NGramContext {
    return new NGramContext(this.#table, this.#start)
  }

  /**
   * Writes `share` times P(class | context) plus `others[class]` for the context before each token of a response, all
   * classes of each, and adds them up in `sums`.
   */
  writeClasses(ids: Int32Array, share: number, others: Float64Array, into: Float64Array, sums: Float64Array): void {
    if (this.#places.length < ids.length) this.#places = new Int32Array(2 * ids.length)
    this.#contexts.write(ids, this.#places)
    this.#classTable.write(this.#places, ids.length, share, others, into, sums)
  }
}

/** What a text so far says of its next token: the longest sequence at its end that was seen in training. */
export class NGramContext {
  readonly #table: NGramTable
  #slot: number

  constructor(table: NGramTable, slot: number) {
    this.#table = table
    this.#slot = slot
  }

  copy(): NGramContext {
    return new NGramContext(this.#table, this.#slot)
  }

  /** P(token | context), in (0, 1]. Moves the context on by the token. */
  advance(token: number): number {
    const table = this.#table
    let slot = this.#slot
    let scale = 1
    for (;;) {
      const longer = table.find(slot, token)
      if (longer >= 0) {
        this.#slot = table.context(longer)
        return scale * table.probability(longer)
      }
      scale *= table.backOff(slot)
      if (slot === table.root) {
        this.#slot = slot
        return scale / table.vocabularySize
      }
      slot = table.suffix(slot)
    }
  }
}

function countSequence(trie: NGramTrie, sequence: Int32Array, startToken: number): void {
  const context = new Int32Array(ORDER)
  for (let length = 1; length < ORDER; length++)
    context[length] = trie.findOrAdd(context[length - 1] ?? ROOT, startToken)
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
