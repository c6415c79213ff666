import { renderCondition } from '@/lib/core/prompts-condition'
import { prepareScoringTokens, TOKEN_LIMIT } from '@/lib/core/truncation'
import type { ScoringItem } from '../scorer'
import { badScore } from './backend-fault'
import type { HttpBackend } from './http-backend'
import { hashText } from './token-cache'
import type { TokenSequence } from './token-sequence'

/** An item as token sequences, with the facts of its prompt. */
export interface PreparedItem {
  readonly chosen: TokenSequence
  readonly rejected: TokenSequence
  /** Cut from the left of the prompt. */
  readonly promptTokensCut: number
  /** SHA-256 of the whole prompt before truncation. */
  readonly promptSha256: string
}

/**
 * Renders the prompt of an item and tokenises prompt and responses apart, cut and framed as published.
 * Throws `InferenceError`.
 */
export async function prepareItem(
  { adapter, config, model, tokens }: HttpBackend,
  { example, persona, condition, role }: ScoringItem,
  signal: AbortSignal,
): Promise<PreparedItem> {
  const prompt = renderCondition(example, persona, condition, role).text
  const promptIds = await tokens.tokenise(prompt, signal)
  let promptTokensCut = 0

  // What is left of a text whose first tokens were cut.
  async function keepText(text: string, ids: readonly number[], cut: number): Promise<string> {
    if (cut === 0) return text
    const start = await tokens.tokeniser.findCut(text, ids, cut, signal)
    if (start !== null) return text.slice(start)
    throw badScore(
      config,
      `a text of ${ids.length} tokens is over the limit of ${TOKEN_LIMIT}, and where it must be cut cannot be told`,
    )
  }

  async function prepareResponse(response: string): Promise<TokenSequence> {
    const ids = await tokens.tokenise(response, signal)
    const prepared = prepareScoringTokens(promptIds, ids, model)
    promptTokensCut = prepared.promptTokensCut
    const text = adapter.needsText
      ? (await keepText(prompt, promptIds, prepared.promptTokensCut)) +
        (await keepText(response, ids, prepared.responseTokensCut))
      : null
    return { promptIds: prepared.promptIds, responseIds: prepared.responseIds, text }
  }

  const chosen = await prepareResponse(example.chosen)
  const rejected = await prepareResponse(example.rejected)
  return { chosen, rejected, promptTokensCut, promptSha256: hashText(prompt) }
}
