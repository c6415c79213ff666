import { createHash } from 'node:crypto'
import type { Tokeniser } from './tokeniser'

/** Ids kept at most: 16 MB. */
const MAX_IDS = 4_000_000

/** Ids of texts by their SHA-256. Prompts return in other roles, responses in every role. The longest unused go first. */
export class TokenCache {
  readonly #ids = new Map<string, Int32Array>()
  #size = 0

  constructor(
    readonly tokeniser: Tokeniser,
    readonly maxIds: number = MAX_IDS,
  ) {}

  /** The ids of a text; none for an empty one. Lone surrogates become U+FFFD. Throws `InferenceError`. */
  async tokenise(text: string, signal: AbortSignal): Promise<readonly number[]> {
    if (text === '') return []
    const key = hashText(text)
    const known = this.#ids.get(key)
    if (known !== undefined) {
      this.#ids.delete(key)
      this.#ids.set(key, known)
      return [...known]
    }
    const ids = await this.tokeniser.tokenise(text.toWellFormed(), signal)
    if (!this.#ids.has(key)) this.#size += ids.length
    this.#ids.set(key, Int32Array.from(ids))
    for (const [oldest, kept] of this.#ids) {
      if (this.#size <= this.maxIds || oldest === key) break
      this.#ids.delete(oldest)
      this.#size -= kept.length
    }
    return ids
  }
}

/** The SHA-256 of a text as 64 hexadecimal digits. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
