import { z } from 'zod'
import { badScore } from './backend-fault'
import type { HttpClient } from './http-client'
import { type Adapter, checkLogProbabilities, checkPromptCount, joinIds, sortByIndex } from './token-sequence'

const answerSchema = z.object({
  choices: z.array(
    z.object({
      index: z.int(),
      logprobs: z.object({ token_logprobs: z.array(z.number().nullable()).nullish() }).nullish(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int() }).nullish(),
})

/** Tokens asked for beyond the prompt: some servers take 0 for "without end". */
const NEW_TOKENS = 1

/**
 * OpenAI-style `/v1/completions` with `echo: true, logprobs: 1` and ids as prompt: the log-probabilities of the prompt
 * come back with those of the generated token. Many servers ignore `echo` and still answer 200, which shows in the count.
 * Source: lm-evaluation-harness, lm_eval/models/openai_completions.py.
 */
export function createEchoAdapter(client: HttpClient): Adapter {
  const { backend } = client
  return {
    needsText: false,
    async score(sequences, signal) {
      const prompts = sequences.map(joinIds)
      const body = {
        model: backend.model,
        prompt: prompts,
        max_tokens: NEW_TOKENS,
        temperature: 0,
        echo: true,
        logprobs: 1,
      }
      const { choices, usage } = await client.send('/v1/completions', body, answerSchema, signal)
      const sorted = sortByIndex(backend, choices, sequences.length)
      checkPromptCount(
        backend,
        usage?.prompt_tokens,
        prompts.reduce((sum, ids) => sum + ids.length, 0),
      )
      return sequences.map((sequence, place) => {
        const length = prompts[place]?.length ?? 0
        const values = sorted[place]?.logprobs?.token_logprobs ?? []
        if (values.length < length || values.length > length + NEW_TOKENS)
          throw badScore(
            backend,
            `it gave ${values.length} log-probabilities for ${length} tokens of prompt and response: it ignores echo, or tokenised the prompt again`,
          )
        // The first token has nothing before it; a number there is that of another token.
        if (values[0] !== null && values[0] !== 0)
          throw badScore(backend, `the first token has the log-probability ${values[0]}, so the values are shifted`)
        return checkLogProbabilities(backend, sequence, values.slice(sequence.promptIds.length, length))
      })
    },
  }
}
