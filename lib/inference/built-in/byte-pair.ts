import { PieceMemory } from './piece-memory'
import { type CodeUnits, endOfPiece, readCodeUnits } from './pieces'

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

/**
 * Turns text into ids of a byte-level byte-pair vocabulary. Any text can be encoded; lone surrogates become U+FFFD.
 * Markers such as `<|eot_id|>` are ordinary text here.
 */
export class BytePairTokenizer {
  readonly size: number
  /** The id of the end of the response, `size - 1`. */
  readonly endOfResponse: number
  readonly #ranks = new Map<number, { readonly rank: number; readonly joined: number }>()
  readonly #pieces = new PieceMemory()
  readonly #units: CodeUnits = { codes: new Uint16Array(1024), length: 0 }
  #ids = new Int32Array(1024)
  readonly #encoder = new TextEncoder()

  constructor(readonly vocabulary: BytePairVocabulary) {
    this.size = vocabulary.tokens.length
    this.endOfResponse = this.size - 1
    vocabulary.merges.forEach(({ left, right, joined }, rank) => {
      const pair = pairNumber(left, right)
      if (!this.#ranks.has(pair)) this.#ranks.set(pair, { rank, joined })
    })
  }

  /** The ids of a text, without the end of the response unless `endsResponse`. */
  encode(text: string, endsResponse = false): Int32Array {
    let length = 0
    readCodeUnits(text, this.#units)
    for (let start = 0; start < text.length; ) {
      const end = endOfPiece(this.#units, start)
      length = this.#writeIds(text, start, end, length)
      start = end
    }
    this.#makeRoom(length + 1)
    if (endsResponse) this.#ids[length++] = this.endOfResponse
    return this.#ids.slice(0, length)
  }

  /** The number of ids of a text. */
  count(text: string): number {
    let count = 0
    readCodeUnits(text, this.#units)
    for (let start = 0; start < text.length; ) {
      const end = endOfPiece(this.#units, start)
      const piece = this.#pieces.find(this.#units.codes, start, end)
      count +=
        piece < 0 ? this.#learnPiece(text, start, end).length : this.#pieces.endOf(piece) - this.#pieces.startOf(piece)
      start = end
    }
    return count
  }

  /** Writes the ids of a piece from `#ids[length]` on and returns the new length. */
  #writeIds(text: string, start: number, end: number, length: number): number {
    const piece = this.#pieces.find(this.#units.codes, start, end)
    if (piece < 0) {
      const ids = this.#learnPiece(text, start, end)
      this.#makeRoom(length + ids.length)
      this.#ids.set(ids, length)
      return length + ids.length
    }
    const last = this.#pieces.endOf(piece)
    let place = this.#pieces.startOf(piece)
    this.#makeRoom(length + last - place)
    while (place < last) this.#ids[length++] = this.#pieces.ids[place++] ?? 0
    return length
  }

  #learnPiece(text: string, start: number, end: number): readonly number[] {
    const ids = this.#merge(Array.from(this.#encoder.encode(text.slice(start, end))))
    this.#pieces.add(this.#units.codes, start, end, ids)
    return ids
  }

  #makeRoom(length: number): void {
    if (length <= this.#ids.length) return
    const larger = new Int32Array(2 * length)
    larger.set(this.#ids)
    this.#ids = larger
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
