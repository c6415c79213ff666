import type { PromptPreview } from '@/lib/core/prompt-preview'
import { renderCondition } from '@/lib/core/prompts-condition'
import type { ScorerInput } from '@/lib/core/run-store'
import { makeScorer } from './backends'
import { badScore } from './http/backend-fault'
import { openHttpBackend } from './http/http-backend'
import { prepareItem } from './http/prepare-item'
import { InferenceError, type ScoringItem } from './scorer'
import { createScorerPool } from './scorer-pool'

/** Tokens of an item as a backend counts them. */
export type PromptTokens = NonNullable<PromptPreview['tokens']>

/** What a count is made from. `key` names the rows that the built-in scorer learns from. */
export interface CountInput extends Omit<ScorerInput, 'runId'> {
  readonly key: string
}

/** How long a count waits for the built-in scorer to learn, in milliseconds; it goes on learning after. */
const LEARNING_MS = 10_000

/** Built-in scorers made for counts are closed when nobody has used them for so long, in milliseconds. */
const IDLE_MS = 60_000

const inputs = new Map<string, CountInput>()
const neverAborted = new AbortController().signal
const pool = createScorerPool(
  {
    async readScorerInput(key) {
      const input = inputs.get(key)
      if (!input) throw new RangeError(`No count was asked for ${key}`)
      return { ...input, runId: key }
    },
    saveModel: async () => {},
  },
  makeScorer,
  neverAborted,
)

/**
 * Counts the tokens of an item's prompt and responses as its backend does, and where a prompt over the limit is cut.
 * The built-in scorer has to learn from the rows first; its models are kept for a minute. Throws `InferenceError`,
 * among them `backend-busy` while it is still learning.
 */
export async function countPromptTokens(
  input: CountInput,
  item: ScoringItem,
  signal: AbortSignal,
): Promise<PromptTokens> {
  return input.backend.kind === 'built-in' ? countBuiltIn(input, item, signal) : countByServer(input, item, signal)
}

async function countByServer({ backend: config, secret }: CountInput, item: ScoringItem, signal: AbortSignal) {
  const backend = await openHttpBackend(config, secret)
  try {
    const { chosen, rejected, promptTokensCut } = await prepareItem(backend, item, signal)
    const { text } = renderCondition(item.example, item.persona, item.condition, item.role)
    const ids = await backend.tokens.tokenise(text, signal)
    const cutCharacters =
      promptTokensCut === 0 ? 0 : await backend.tokens.tokeniser.findCut(text, ids, promptTokensCut, signal)
    if (cutCharacters === null)
      throw badScore(config, `the prompt has ${ids.length} tokens, and where it is cut cannot be told`)
    return {
      prompt: chosen.promptIds.length,
      promptCut: promptTokensCut,
      cutCharacters,
      chosen: chosen.responseIds.length,
      rejected: rejected.responseIds.length,
    }
  } finally {
    backend.close()
  }
}

async function countBuiltIn(input: CountInput, item: ScoringItem, signal: AbortSignal): Promise<PromptTokens> {
  const { backend, key } = input
  inputs.set(key, input)
  const counting = pool.use(key, backend.id, async ({ scorer }) => scorer.score([item], signal))
  const closing = () => setTimeout(() => void pool.trim(IDLE_MS).catch(() => {}), IDLE_MS + 1000).unref()
  counting.then(closing, closing).finally(() => inputs.delete(key))
  const scores = await Promise.race([counting, expire(LEARNING_MS)])
  const score = scores?.[0]
  if (!score)
    throw new InferenceError('The built-in scorer is still learning from the rows. Look again in a moment.', {
      backend: backend.id,
      code: 'backend-busy',
      isRetryable: true,
    })
  return {
    prompt: score.promptTokens,
    promptCut: score.promptTokensCut,
    cutCharacters: 0,
    chosen: score.chosenTokens,
    rejected: score.rejectedTokens,
  }
}

function expire(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref())
}
