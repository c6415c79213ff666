import type { PromptPart, PromptPartKind } from './prompts'

/**
 * Most tokens of a prompt, and of each response, that are scored: 8,192 less 512 new tokens less the BOS.
 * Source: AlignX eval/loss_*.py (max_length - max_new_tokens - 1, truncation_side "left").
 */
export const TOKEN_LIMIT = 7679

/** What is left of a token list, and how many tokens were cut from its start. */
export interface TruncatedTokens {
  readonly ids: readonly number[]
  readonly cut: number
}

/** Keeps the last `limit` tokens. Throws `RangeError` when `limit` is no positive integer. */
export function truncateLeft(ids: readonly number[], limit: number = TOKEN_LIMIT): TruncatedTokens {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`A token limit must be at least 1, not ${limit}`)
  const cut = Math.max(0, ids.length - limit)
  return { ids: cut === 0 ? ids : ids.slice(cut), cut }
}

/** The tokens of one response as they are scored: BOS, prompt, response, EOS. */
export interface ScoringTokens {
  /** BOS included; the response starts right after. */
  readonly promptIds: readonly number[]
  /** EOS included: these are the tokens whose log-probabilities are summed. */
  readonly responseIds: readonly number[]
  readonly promptTokensCut: number
  readonly responseTokensCut: number
}

/**
 * Cuts prompt and response, each to `limit` tokens from the left, then adds BOS before and EOS after, so that neither
 * is ever cut. Both lists come from separate tokenisation without special tokens. `bos` is `null` for models without one.
 * The whole may hold 1 + 7,679 + 7,679 + 1 tokens, as published. Source: AlignX eval/loss_*.py.
 */
export function prepareScoringTokens(
  promptIds: readonly number[],
  responseIds: readonly number[],
  model: { readonly bos: number | null; readonly eos: number },
  limit: number = TOKEN_LIMIT,
): ScoringTokens {
  const prompt = truncateLeft(promptIds, limit)
  const response = truncateLeft(responseIds, limit)
  return {
    promptIds: model.bos === null ? prompt.ids : [model.bos, ...prompt.ids],
    responseIds: [...response.ids, model.eos],
    promptTokensCut: prompt.cut,
    responseTokensCut: response.cut,
  }
}

/** How much of a part of the prompt the cut took. */
export interface CutPart {
  readonly kind: PromptPartKind
  readonly cut: 'some' | 'all'
}

/**
 * Names the parts of a prompt that a cut of `cut` tokens took, in order. The task goes first: system text, then the post.
 * `tokenStarts[i]` is the place of token `i`'s first character in the whole prompt.
 */
export function describeCut(parts: readonly PromptPart[], tokenStarts: readonly number[], cut: number): CutPart[] {
  if (cut <= 0) return []
  const firstKept = tokenStarts[cut] ?? Number.POSITIVE_INFINITY
  return parts.flatMap((part): CutPart[] => {
    if (part.start >= firstKept || part.start === part.end) return []
    return [{ kind: part.kind, cut: part.end <= firstKept ? 'all' : 'some' }]
  })
}
