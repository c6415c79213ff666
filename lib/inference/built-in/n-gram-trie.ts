/** The node of the empty context. */
export const ROOT = 0

/**
 * All n-grams of a text as a trie in typed arrays: each node is a sequence of tokens, its children are the sequences
 * one token longer. Looking a child up takes one probe of a hash table.
 */
export class NGramTrie {
  size = 1
  /** The last token of a node. */
  tokens = new Int32Array(1024).fill(-1)
  /** How often a node's sequence was seen; after estimation its effective count. */
  counts = new Int32Array(1024)
  /** How many different tokens were seen before a node's sequence. */
  leftNeighbours = new Int32Array(1024)
  /** First child and next sibling, -1 for none. */
  firstChild = new Int32Array(1024).fill(-1)
  nextSibling = new Int32Array(1024).fill(-1)
  parents = new Int32Array(1024).fill(-1)
  /** Slots of three numbers side by side (parent, token, node), node -1 for a free slot. */
  #table = new Int32Array(3 * 4096).fill(-1)
  #mask = 4095

  /** The child of `parent` by `token`, or -1. */
  find(parent: number, token: number): number {
    const table = this.#table
    for (let slot = hash(parent, token) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const node = table[3 * slot + 2] ?? -1
      if (node < 0 || (table[3 * slot] === parent && table[3 * slot + 1] === token)) return node
    }
  }

  /** The child of `parent` by `token`, made when there is none. */
  findOrAdd(parent: number, token: number): number {
    const known = this.find(parent, token)
    if (known >= 0) return known
    const node = this.size
    if (node === this.tokens.length) this.#grow()
    this.size++
    this.parents[node] = parent
    this.tokens[node] = token
    this.nextSibling[node] = this.firstChild[parent] ?? -1
    this.firstChild[parent] = node
    this.#enter(node)
    return node
  }

  #enter(node: number): void {
    const table = this.#table
    const parent = this.parents[node] ?? ROOT
    const token = this.tokens[node] ?? 0
    let slot = hash(parent, token) & this.#mask
    while ((table[3 * slot + 2] ?? -1) >= 0) slot = (slot + 1) & this.#mask
    table[3 * slot] = parent
    table[3 * slot + 1] = token
    table[3 * slot + 2] = node
  }

  #grow(): void {
    const length = 2 * this.tokens.length
    this.tokens = enlarge(this.tokens, length, -1)
    this.counts = enlarge(this.counts, length, 0)
    this.leftNeighbours = enlarge(this.leftNeighbours, length, 0)
    this.firstChild = enlarge(this.firstChild, length, -1)
    this.nextSibling = enlarge(this.nextSibling, length, -1)
    this.parents = enlarge(this.parents, length, -1)
    this.#mask = 2 * length - 1
    this.#table = new Int32Array(3 * 2 * length).fill(-1)
    for (let node = 1; node < this.size; node++) this.#enter(node)
  }
}

function enlarge(values: Int32Array<ArrayBuffer>, length: number, filler: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(filler, values.length)
  larger.set(values)
  return larger
}

function hash(parent: number, token: number): number {
  const mixed = Math.imul(parent, 0x9e3779b1) ^ Math.imul(token + 1, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
