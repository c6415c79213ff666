/** Where words end: the pre-tokenizer of Llama 3. Every character of a text falls into exactly one piece. */
const PIECE =
  /'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu

/** Pieces whose ids are remembered by one tokenizer; the memory is emptied when it is full. */
const REMEMBERED_PIECES = 100_000

/** Ids 0 to 255 are the bytes; every later id is two earlier ids joined. The last id is the end of the response. */
export interface BytePairVocabulary {
  /** The bytes of each id; empty for the end of the response. */
  readonly tokens: readonly Uint8Array[]
  /** Joins in the order learnt. */
  readonly merges: readonly { readonly left: number; readonly right: number; readonly joined: number }[]
}

/** A pair of ids as one number. Ids are below 2^20. */
export function pairNumber(left: number, right: number): number {
  return left * 0x100000 + right
}

/** Cuts a text into pieces; joined again they are the text. */
export function splitPieces(text: string): readonly string[] {
  return text.match(PIECE) ?? []
}

/**
 * Turns text into ids of a byte-level byte-pair vocabulary. Any text can be encoded; lone surrogates become U+FFFD.
 * Markers such as `<|eot_id|>` are ordinary text here.
 */
export class BytePairTokenizer {
  readonly size: number
  /** The id of the end of the response, `size - 1`. */
  readonly endOfResponse: number
  readonly #ranks = new Map<number, { readonly rank: number; readonly joined: number }>()
  readonly #pieces = new Map<string, readonly number[]>()
  readonly #encoder = new TextEncoder()

  constructor(readonly vocabulary: BytePairVocabulary) {
    this.size = vocabulary.tokens.length
    this.endOfResponse = this.size - 1
    vocabulary.merges.forEach(({ left, right, joined }, rank) => {
      const pair = pairNumber(left, right)
      if (!this.#ranks.has(pair)) this.#ranks.set(pair, { rank, joined })
    })
  }

  /** The ids of a text, without the end of the response. */
  encode(text: string): number[] {
    const ids: number[] = []
    for (const piece of splitPieces(text)) for (const id of this.#encodePiece(piece)) ids.push(id)
    return ids
  }

  /** The number of ids of a text. */
  count(text: string): number {
    let count = 0
    for (const piece of splitPieces(text)) count += this.#encodePiece(piece).length
    return count
  }

  #encodePiece(piece: string): readonly number[] {
    const known = this.#pieces.get(piece)
    if (known !== undefined) return known
    const ids = this.#merge(Array.from(this.#encoder.encode(piece)))
    if (this.#pieces.size >= REMEMBERED_PIECES) this.#pieces.clear()
    this.#pieces.set(piece, ids)
    return ids
  }

  #merge(ids: number[]): readonly number[] {
    for (;;) {
      let best = Number.POSITIVE_INFINITY
      let place = -1
      let joined = -1
      for (let index = 0; index + 1 < ids.length; index++) {
        const merge = this.#ranks.get(pairNumber(ids[index] ?? 0, ids[index + 1] ?? 0))
        if (merge === undefined || merge.rank >= best) continue
        best = merge.rank
        place = index
        joined = merge.joined
      }
      if (place < 0) return ids
      ids.splice(place, 2, joined)
    }
  }
}
