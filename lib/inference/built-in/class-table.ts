import { gatherClassShares } from './class-shares'
import type { EstimatedNodes } from './kneser-ney'
import { ROOT } from './n-gram-trie'

/** Longest context that has a row; longer ones are many, and followed by few classes. */
const LONGEST_ROW = 2

/**
 * Lists are made of units of 16 bytes: a number of 8 bytes and two of 4. The first unit holds the mass that backs off,
 * the row that it backs off to and the number of classes; each other one the share of a class and the class.
 */
const UNIT = { floats: 2, ints: 4, row: 2, class: 2, count: 3 } as const

/**
 * P(class | context) of every context. Contexts of up to two tokens have a row of probabilities with the back-off
 * already in it, contexts of three a list of the classes seen after them. A context that nothing was seen after has
 * what its suffix has.
 */
export class ClassTable {
  /** For each node: where its row is, or the complement (`~`) of where its list is. */
  readonly places: Int32Array
  readonly #rows: Float64Array
  readonly #listFloats: Float64Array
  readonly #listInts: Int32Array

  /** `classes` gives the class of each token, `uniform` P(class) where nothing is known. */
  constructor(
    nodes: EstimatedNodes,
    classes: Uint8Array,
    readonly uniform: Float64Array,
  ) {
    const { trie, suffixes, shares, backOffs } = nodes
    const { starts, entries } = gatherClassShares(
      trie,
      uniform.length,
      (node) => shares[node] ?? 0,
      (node) => classes[trie.tokens[node] ?? 0] ?? 0,
    )
    const { places, rowsLength, units } = placeClasses(nodes, starts, uniform.length)
    this.places = places
    this.#rows = new Float64Array(rowsLength)
    const memory = new ArrayBuffer(8 * UNIT.floats * units)
    this.#listFloats = new Float64Array(memory)
    this.#listInts = new Int32Array(memory)
    for (let node = 0; node < trie.size; node++) {
      const list = entries.subarray(starts[node], starts[node + 1])
      const place = places[node] ?? 0
      const suffixPlace = places[suffixes[node] ?? ROOT] ?? 0
      const backOff = backOffs[node] ?? 1
      if (list.length > 0 && place < 0) this.#fillList(~place, list, backOff, suffixPlace)
      else if (list.length > 0 || node === ROOT) this.#fillRow(place, list, backOff, node === ROOT ? -1 : suffixPlace)
    }
  }

  /**
   * Writes `share` times P(class | context) plus `others[class]` for the contexts of a text one after another, all
   * classes of each. `contexts` are their places; those of lists become the places of the rows that they back off to.
   */
  write(contexts: Int32Array, share: number, others: Float64Array, into: Float64Array): void {
    const rows = this.#rows
    const count = this.uniform.length
    const lists = contexts.slice()
    const scales = this.#followLists(contexts, share)
    for (let context = 0, offset = 0; context < contexts.length; context++, offset += count) {
      const row = contexts[context] ?? 0
      const scale = scales[context] ?? 0
      for (let index = 0; index < count; index++)
        into[offset + index] = scale * (rows[row + index] ?? 0) + (others[index] ?? 0)
      const list = lists[context] ?? 0
      if (list < 0) this.#addList(~list, share, into, offset)
    }
  }

  /** Looks all lists up before any row is read: none waits for another, so that memory answers many at once. */
  #followLists(contexts: Int32Array, share: number): Float64Array {
    const scales = new Float64Array(contexts.length).fill(share)
    for (let context = 0; context < contexts.length; context++) {
      const place = contexts[context] ?? 0
      if (place >= 0) continue
      contexts[context] = this.#listInts[UNIT.ints * ~place + UNIT.row] ?? 0
      scales[context] = share * (this.#listFloats[UNIT.floats * ~place] ?? 0)
    }
    return scales
  }

  #addList(head: number, share: number, into: Float64Array, offset: number): void {
    const last = head + (this.#listInts[UNIT.ints * head + UNIT.count] ?? 0)
    for (let unit = head + 1; unit <= last; unit++) {
      const index = offset + (this.#listInts[UNIT.ints * unit + UNIT.class] ?? 0)
      into[index] = (into[index] ?? 0) + share * (this.#listFloats[UNIT.floats * unit] ?? 0)
    }
  }

  #fillList(head: number, list: Float64Array, backOff: number, row: number): void {
    this.#listFloats[UNIT.floats * head] = backOff
    this.#listInts[UNIT.ints * head + UNIT.row] = row
    this.#listInts[UNIT.ints * head + UNIT.count] = list.length / 2
    for (let entry = 0; entry < list.length; entry += 2) {
      const unit = head + 1 + entry / 2
      this.#listInts[UNIT.ints * unit + UNIT.class] = list[entry] ?? 0
      this.#listFloats[UNIT.floats * unit] = list[entry + 1] ?? 0
    }
  }

  #fillRow(place: number, list: Float64Array, backOff: number, suffixPlace: number): void {
    const rows = this.#rows
    for (let index = 0; index < this.uniform.length; index++)
      rows[place + index] = backOff * ((suffixPlace < 0 ? this.uniform[index] : rows[suffixPlace + index]) ?? 0)
    for (let entry = 0; entry < list.length; entry += 2) {
      const index = place + (list[entry] ?? 0)
      rows[index] = (rows[index] ?? 0) + (list[entry + 1] ?? 0)
    }
  }
}

function placeClasses(
  { trie, suffixes, lengths }: EstimatedNodes,
  starts: Int32Array,
  classCount: number,
): { places: Int32Array; rowsLength: number; units: number } {
  const places = new Int32Array(trie.size)
  let rowsLength = classCount
  let units = 0
  for (let node = 1; node < trie.size; node++) {
    const listLength = (starts[node + 1] ?? 0) - (starts[node] ?? 0)
    if (listLength === 0) places[node] = places[suffixes[node] ?? ROOT] ?? 0
    else if ((lengths[node] ?? 0) > LONGEST_ROW) {
      places[node] = ~units
      units += 1 + listLength / 2
    } else {
      places[node] = rowsLength
      rowsLength += classCount
    }
  }
  return { places, rowsLength, units }
}
