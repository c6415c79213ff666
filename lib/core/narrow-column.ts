/** Stands for a number that a row does not have: no facet can be this small. */
export const MISSING_FACET = -2_147_483_648

/** The types a column is held in, narrowest first, each with a number of its own for none. */
const WIDTHS = [
  { array: Uint8Array, least: 0, most: 254, missing: 255 },
  { array: Int16Array, least: -32_767, most: 32_767, missing: -32_768 },
  { array: Int32Array, least: MISSING_FACET + 1, most: 2_147_483_647, missing: MISSING_FACET },
] as const

type Width = (typeof WIDTHS)[number]

/** 32-bit numbers of a fixed number of rows, or none, held in the narrowest type that has room for all of them. */
export interface NarrowColumn {
  /** All values; `MISSING_FACET` for none and for rows never written. `target` has as many places as the column rows. */
  readInto(target: Int32Array): void
  /** Writes `values[start]` to `values[end - 1]` from the row `row` on; `missing` and `MISSING_FACET` stand for none. */
  write(row: number, values: ArrayLike<number>, start: number, end: number, missing: number | null): void
  byteLength(): number
}

/** A column of `rows` rows without a value. */
export function createNarrowColumn(rows: number): NarrowColumn {
  let width: Width = WIDTHS[0]
  let held: Uint8Array | Int16Array | Int32Array = new Uint8Array(rows).fill(width.missing)

  function readInto(target: Int32Array): void {
    target.set(held)
    const { missing } = width
    if (missing === MISSING_FACET) return
    for (let row = 0; row < rows; row++) if (target[row] === missing) target[row] = MISSING_FACET
  }

  function widen(next: Width): void {
    const wide = new next.array(rows)
    const { missing } = width
    for (let row = 0; row < rows; row++) {
      const value = held[row] ?? missing
      wide[row] = value === missing ? next.missing : value
    }
    width = next
    held = wide
  }

  return {
    readInto,
    write: (row, values, start, end, missing) => {
      const isNone = (value: number) => value === missing || value === MISSING_FACET
      let [least, most] = [0, 0]
      for (let at = start; at < end; at++) {
        const value = values[at] ?? MISSING_FACET
        if (isNone(value)) continue
        if (value < least) least = value
        if (value > most) most = value
      }
      const needed = WIDTHS.find((one) => least >= one.least && most <= one.most) ?? WIDTHS[2]
      if (WIDTHS.indexOf(needed) > WIDTHS.indexOf(width)) widen(needed)
      for (let at = start; at < end; at++) {
        const value = values[at] ?? MISSING_FACET
        held[row + at - start] = isNone(value) ? width.missing : value
      }
    },
    byteLength: () => held.byteLength,
  }
}
