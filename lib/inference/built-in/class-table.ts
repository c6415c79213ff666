import { gatherClassShares } from './class-shares'
import type { EstimatedNodes } from './kneser-ney'
import { ROOT } from './n-gram-trie'

/** Longest context that has a row; longer ones are many, and mostly followed by few classes. */
const LONGEST_ROW = 1

/**
 * Lists are made of units of 16 bytes: a number of 8 bytes and two of 4. The first unit holds the mass that backs off,
 * the place that it backs off to and the number of classes; each other one the share of a class and the class.
 */
const UNIT = { floats: 2, ints: 4, next: 2, class: 2, count: 3 } as const

/**
 * P(class | context) of every context. Short contexts have a row of probabilities with the back-off already in it,
 * longer ones a list of the classes seen after them, which backs off to a row or to another list. A context that
 * nothing was seen after has what its suffix has.
 */
export class ClassTable {
  /** For each node: where its row is, or the complement (`~`) of where its list is. */
  readonly places: Int32Array
  readonly #rows: Float64Array
  readonly #listFloats: Float64Array
  readonly #listInts: Int32Array
  /** The rows that the contexts of a text back off to, and what they are multiplied by; used again for each text. */
  #rowPlaces = new Int32Array(1024)
  #scales = new Float64Array(1024)

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
   * classes of each, and adds them up in `sums`. `contexts` are the places of the first `length` of them.
   */
  write(
    contexts: Int32Array,
    length: number,
    share: number,
    others: Float64Array,
    into: Float64Array,
    sums: Float64Array,
  ): void {
    const count = this.uniform.length
    const rows = this.#rows
    if (this.#scales.length < length) this.#scales = new Float64Array(2 * length)
    if (this.#rowPlaces.length < length) this.#rowPlaces = new Int32Array(2 * length)
    this.#followLists(contexts, length, share)
    for (let context = 0; context < length; context++) {
      const row = this.#rowPlaces[context] ?? 0
      const scale = this.#scales[context] ?? 0
      const offset = context * count
      for (let index = 0; index < count; index++) {
        const probability = scale * (rows[row + index] ?? 0) + (others[index] ?? 0)
        into[offset + index] = probability
        sums[index] = (sums[index] ?? 0) + probability
      }
    }
    this.#addLists(contexts, length, share, into, sums)
  }

  /** Looks all lists up before any row is read: none waits for another, so that memory answers many at once. */
  #followLists(contexts: Int32Array, length: number, share: number): void {
    const ints = this.#listInts
    const floats = this.#listFloats
    for (let context = 0; context < length; context++) {
      let place = contexts[context] ?? 0
      let scale = share
      for (; place < 0; place = ints[UNIT.ints * ~place + UNIT.next] ?? 0) scale *= floats[UNIT.floats * ~place] ?? 0
      this.#rowPlaces[context] = place
      this.#scales[context] = scale
    }
  }

  #addLists(contexts: Int32Array, length: number, share: number, into: Float64Array, sums: Float64Array): void {
    const ints = this.#listInts
    const floats = this.#listFloats
    const count = this.uniform.length
    for (let context = 0; context < length; context++) {
      let scale = share
      for (let place = contexts[context] ?? 0; place < 0; ) {
        const head = ~place
        const last = head + (ints[UNIT.ints * head + UNIT.count] ?? 0)
        for (let unit = head + 1; unit <= last; unit++) {
          const index = ints[UNIT.ints * unit + UNIT.class] ?? 0
          const probability = scale * (floats[UNIT.floats * unit] ?? 0)
          into[context * count + index] = (into[context * count + index] ?? 0) + probability
          sums[index] = (sums[index] ?? 0) + probability
        }
        scale *= floats[UNIT.floats * head] ?? 0
        place = ints[UNIT.ints * head + UNIT.next] ?? 0
      }
    }
  }

  #fillList(head: number, list: Float64Array, backOff: number, next: number): void {
    this.#listFloats[UNIT.floats * head] = backOff
    this.#listInts[UNIT.ints * head + UNIT.next] = next
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
