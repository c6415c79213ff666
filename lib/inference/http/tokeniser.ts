/** Turns text into the ids of a model, special strings such as `<|eot_id|>` into their one id, without adding any. */
export interface Tokeniser {
  /** Throws `InferenceError`. */
  readonly tokenise: (text: string, signal: AbortSignal) => Promise<readonly number[]>
  /**
   * The place in `text`, in UTF-16 code units, where its token `cut` starts; `null` where that cannot be told.
   * `ids` are those of `text`. Throws `InferenceError`.
   */
  readonly findCut: (text: string, ids: readonly number[], cut: number, signal: AbortSignal) => Promise<number | null>
  /** The text of one id, special ones included; `null` where that cannot be told. Throws `InferenceError`. */
  readonly spell: (id: number, signal: AbortSignal) => Promise<string | null>
}

/**
 * Where the last part of a text starts, given how a tokenizer spells its tokens; `null` when the text does not end so.
 * A token that starts inside a character spells it as U+FFFD: the cut is then after that character.
 */
export function findSuffix(text: string, spelled: string): number | null {
  const suffix = text.endsWith(spelled) ? spelled : spelled.replace(/^\uFFFD+/u, '')
  return text.endsWith(suffix) ? text.length - suffix.length : null
}
