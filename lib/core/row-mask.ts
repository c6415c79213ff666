/** Rows as bits: row `i` is bit `i % 8` of byte `i / 8`. Rows past the end are not in it. */
export type RowMask = Uint8Array
