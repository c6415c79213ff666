import type { EstimatedNodes } from './kneser-ney'
import { ROOT } from './n-gram-trie'

/** Stands before a context of two tokens, which tokens it is not: no id is negative. */
const ABSENT = -1

/** A context of three tokens and where its classes are, in 16 bytes. The last token is `ABSENT` in a free slot. */
const SLOT = { ints: 4, first: 0, second: 1, third: 2, place: 3 } as const

/** What `#find` gives for a context that nothing was seen after: no place is that large. */
const UNKNOWN = 0x7fffffff

/**
 * Where the classes after a context are. Each context is looked up by its tokens alone, without the one before it, so
 * that memory answers for many tokens of a text at once.
 */
export class ContextPlaces {
  readonly #slots: Int32Array
  readonly #mask: number
  /** The places of contexts of one token, by the token. */
  readonly #last: Int32Array
  readonly #startToken: number

  /** `places` says for each node where the classes after it are: where those of its suffix are, unless it has some. */
  constructor({ trie, suffixes, lengths }: EstimatedNodes, places: Int32Array, startToken: number) {
    const own: number[] = []
    for (let node = 1; node < trie.size; node++)
      if (places[node] !== places[suffixes[node] ?? ROOT] && (lengths[node] ?? 0) > 1) own.push(node)
    let capacity = 4
    while (capacity < 2 * own.length) capacity *= 2
    this.#slots = new Int32Array(SLOT.ints * capacity).fill(ABSENT)
    this.#mask = capacity - 1
    this.#startToken = startToken
    this.#last = new Int32Array(startToken + 1).fill(places[ROOT] ?? 0)
    for (let token = 0; token <= startToken; token++) {
      const node = trie.find(ROOT, token)
      if (node >= 0) this.#last[token] = places[node] ?? 0
    }
    for (const node of own) {
      const parent = trie.parents[node] ?? ROOT
      const first = lengths[node] === 3 ? (trie.tokens[trie.parents[parent] ?? ROOT] ?? ABSENT) : ABSENT
      this.#add(first, trie.tokens[parent] ?? 0, trie.tokens[node] ?? 0, places[node] ?? 0)
    }
  }

  /** Writes the places of the contexts before each token of a response. */
  write(ids: Int32Array, into: Int32Array): void {
    let first = this.#startToken
    let second = first
    let third = first
    for (let index = 0; index < ids.length; index++) {
      let place = this.#find(first, second, third)
      if (place === UNKNOWN) place = this.#find(ABSENT, second, third)
      into[index] = place === UNKNOWN ? (this.#last[third] ?? 0) : place
      first = second
      second = third
      third = ids[index] ?? 0
    }
  }

  #find(first: number, second: number, third: number): number {
    const slots = this.#slots
    const mask = this.#mask
    for (let slot = hash(first, second, third) & mask; ; slot = (slot + 1) & mask) {
      const start = SLOT.ints * slot
      const last = slots[start + SLOT.third] ?? ABSENT
      if (last === third && slots[start + SLOT.second] === second && slots[start] === first)
        return slots[start + SLOT.place] ?? UNKNOWN
      if (last === ABSENT) return UNKNOWN
    }
  }

  #add(first: number, second: number, third: number, place: number): void {
    let slot = hash(first, second, third) & this.#mask
    while (this.#slots[SLOT.ints * slot + SLOT.third] !== ABSENT) slot = (slot + 1) & this.#mask
    this.#slots.set([first, second, third, place], SLOT.ints * slot)
  }
}

function hash(first: number, second: number, third: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third + 1, 0xc2b2ae35)
  return mixed ^ (mixed >>> 15)
}
