import { type EstimatedNodes, ORDER } from './kneser-ney'
import { ROOT } from './n-gram-trie'

/**
 * A sequence of tokens in 32 bytes, so that one look at memory tells all that scoring asks of it. Numbers of 8 bytes:
 * P(last token | the others), back-off included, and the mass that backs off after the sequence (1 where nothing
 * follows). Numbers of 4 bytes: the slot of the sequence without its last token (-1 for a free slot), the last token,
 * and the slot of the sequence without its first token (its complement for sequences too long for a context).
 */
const SLOT = { floats: 4, probability: 0, backOff: 1, ints: 8, parent: 4, token: 5, suffix: 6 } as const

/** The n-grams of a model in a hash table, for scoring alone: a sequence is known by its slot. */
export class NGramTable {
  /** The slot of the empty sequence. */
  readonly root: number
  readonly #floats: Float64Array
  readonly #ints: Int32Array
  readonly #mask: number

  constructor(
    { trie, suffixes, lengths, shares, backOffs }: EstimatedNodes,
    readonly vocabularySize: number,
  ) {
    let capacity = 4
    while (2 * capacity < 3 * trie.size) capacity *= 2
    const memory = new ArrayBuffer(8 * SLOT.floats * (capacity + 1))
    this.#floats = new Float64Array(memory)
    this.#ints = new Int32Array(memory)
    this.#mask = capacity - 1
    this.root = capacity
    for (let slot = 0; slot <= capacity; slot++) this.#ints[SLOT.ints * slot + SLOT.parent] = -1
    const slots = new Int32Array(trie.size)
    for (let node = 0; node < trie.size; node++) {
      const parent = trie.parents[node] ?? ROOT
      const suffixSlot = slots[suffixes[node] ?? ROOT] ?? 0
      const slot = node === ROOT ? this.root : this.#takeSlot(slots[parent] ?? 0, trie.tokens[node] ?? 0)
      const fromSuffix = lengths[node] === 1 ? 1 / vocabularySize : this.probability(suffixSlot)
      const probability = (shares[node] ?? 0) + (backOffs[parent] ?? 1) * fromSuffix
      slots[node] = slot
      this.#floats[SLOT.floats * slot + SLOT.probability] = probability
      this.#floats[SLOT.floats * slot + SLOT.backOff] = backOffs[node] ?? 1
      this.#ints[SLOT.ints * slot + SLOT.suffix] = lengths[node] === ORDER ? ~suffixSlot : suffixSlot
    }
  }

  /** The slot of `parent` with `token` behind it, or -1. */
  find(parent: number, token: number): number {
    const ints = this.#ints
    for (let slot = hash(parent, token) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = ints[SLOT.ints * slot + SLOT.parent] ?? -1
      if (found === parent && ints[SLOT.ints * slot + SLOT.token] === token) return slot
      if (found < 0) return -1
    }
  }

  /** The slot of as many of `tokens` as were seen one after another, from the first on. */
  findLongest(tokens: readonly number[]): number {
    let slot = this.root
    for (const token of tokens) {
      const longer = this.find(slot, token)
      if (longer < 0) break
      slot = longer
    }
    return slot
  }

  /** P(last token | the others) of a sequence, back-off included. */
  probability(slot: number): number {
    return this.#floats[SLOT.floats * slot + SLOT.probability] ?? 0
  }

  /** The mass of the tokens that were never seen after a context; 1 where none was. */
  backOff(slot: number): number {
    return this.#floats[SLOT.floats * slot + SLOT.backOff] ?? 1
  }

  /** A context without its first token. */
  suffix(slot: number): number {
    return this.#ints[SLOT.ints * slot + SLOT.suffix] ?? 0
  }

  /** What of a sequence is context for the next token: all of it, or all but its first token. */
  context(slot: number): number {
    const suffix = this.suffix(slot)
    return suffix < 0 ? ~suffix : slot
  }

  #takeSlot(parent: number, token: number): number {
    let slot = hash(parent, token) & this.#mask
    while ((this.#ints[SLOT.ints * slot + SLOT.parent] ?? -1) >= 0) slot = (slot + 1) & this.#mask
    this.#ints[SLOT.ints * slot + SLOT.parent] = parent
    this.#ints[SLOT.ints * slot + SLOT.token] = token
    return slot
  }
}

function hash(parent: number, token: number): number {
  const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(token + 1, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
