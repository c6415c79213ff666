import type { Fingerprint } from './fingerprint'
import { NumberList } from './number-list'

/** Rows by what they have in common: 12 bytes a row, whatever the texts. */
export class RowGroups {
  readonly #rows = new NumberList()
  readonly #high = new NumberList()
  readonly #low = new NumberList()

  /** Rows that have the thing at all. */
  get considered(): number {
    return this.#rows.length
  }

  add(row: number, { high, low }: Fingerprint): void {
    this.#rows.add(row)
    this.#high.add(high)
    this.#low.add(low)
  }

  /** The groups of two rows or more, the largest first, ties by their first row; rows ascending in each. */
  read(): readonly (readonly number[])[] {
    const [rows, high, low] = [this.#rows.read(), this.#high.read(), this.#low.read()]
    const at = (list: Uint32Array, place: number) => list[place] ?? 0
    const order = Uint32Array.from(rows.keys()).sort(
      (a, b) => at(high, a) - at(high, b) || at(low, a) - at(low, b) || a - b,
    )
    const groups: number[][] = []
    for (let start = 0, end = 0; start < order.length; start = end) {
      const first = at(order, start)
      const isSame = (place: number) => at(high, place) === at(high, first) && at(low, place) === at(low, first)
      for (end = start + 1; end < order.length && isSame(at(order, end)); ) end += 1
      if (end - start > 1) groups.push(Array.from(order.subarray(start, end), (place) => at(rows, place)))
    }
    return groups.sort((left, right) => right.length - left.length || (left[0] ?? 0) - (right[0] ?? 0))
  }
}
