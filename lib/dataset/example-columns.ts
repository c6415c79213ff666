/**
 * Text cells of consecutive rows as Arrow holds them: row `i` is `bytes[offsets[i] .. offsets[i + 1])`, UTF-8.
 * `offsets` may start above 0. `validity` has bit `i` set where row `i` is not NULL; `null` when none is NULL.
 */
export interface TextColumn {
  readonly length: number
  readonly offsets: Int32Array
  readonly bytes: Uint8Array
  readonly validity: Uint8Array | null
}

/**
 * Directions of consecutive rows: `signs` holds 90 bytes a row, the characters of `formatSigns`; `planes` holds 4
 * words a row: positive low, positive high, negative low, negative high. A NULL row has zeros in `planes`.
 */
export interface VectorColumn {
  readonly length: number
  readonly signs: Uint8Array
  readonly planes: BigUint64Array<ArrayBuffer>
  readonly validity: Uint8Array | null
}

/** Items of the lists of consecutive rows: row `i` owns items `offsets[i]` to `offsets[i + 1] - 1`. Starts at 0. */
export interface ItemColumns {
  readonly offsets: Int32Array
  /** The item's texts in the order of the published layout: post first. */
  readonly texts: readonly TextColumn[]
  readonly direction: VectorColumn
}

/** Consecutive examples by column: what both kinds of reader (columns, rows) hand to the encoder. */
export interface ExampleColumns {
  readonly length: number
  readonly prompt: TextColumn
  readonly chosen: TextColumn
  readonly rejected: TextColumn
  readonly demographics: TextColumn
  readonly profile: TextColumn
  readonly persona: TextColumn
  readonly direction: VectorColumn
  /** Texts: prompt, comment. */
  readonly ugc: ItemColumns
  /** Texts: prompt, chosen, rejected. */
  readonly pairs: ItemColumns
  /** JSON text of the undocumented columns, NULL where there are none. */
  readonly extra: TextColumn
}

/** Whether bit `index` of a validity bitmap is set; a missing bitmap means that every row is there. */
export function isValid(validity: Uint8Array | null, index: number): boolean {
  return validity === null || ((validity[index >> 3] ?? 0) & (1 << (index & 7))) !== 0
}

/** A validity bitmap from one flag a row, or `null` when every row is there. */
export function packValidity(isThere: ArrayLike<boolean>): Uint8Array | null {
  const bitmap = new Uint8Array(Math.ceil(isThere.length / 8))
  let missing = 0
  for (let index = 0; index < isThere.length; index++) {
    if (isThere[index]) bitmap[index >> 3] = (bitmap[index >> 3] ?? 0) | (1 << (index & 7))
    else missing++
  }
  return missing === 0 ? null : bitmap
}

/** A column of `length` NULL texts. */
export function missingTexts(length: number): TextColumn {
  return {
    length,
    offsets: new Int32Array(length + 1),
    bytes: new Uint8Array(0),
    validity: new Uint8Array(Math.ceil(length / 8)),
  }
}

const encoder = new TextEncoder()

/** Texts as a column; `null` is NULL. */
export function textColumn(texts: readonly (string | null)[]): TextColumn {
  const parts = texts.map((text) => (text === null ? null : encoder.encode(text)))
  const offsets = new Int32Array(parts.length + 1)
  parts.forEach((part, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + (part?.length ?? 0)
  })
  const bytes = new Uint8Array(offsets[parts.length] ?? 0)
  parts.forEach((part, index) => {
    if (part) bytes.set(part, offsets[index])
  })
  return { length: texts.length, offsets, bytes, validity: packValidity(parts.map((part) => part !== null)) }
}
