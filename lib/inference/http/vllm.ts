import { z } from 'zod'
import { badScore } from './backend-fault'
import type { HttpClient } from './http-client'
import { type Adapter, checkIds, checkLogProbabilities, checkPromptCount, joinIds, sortByIndex } from './token-sequence'

const entrySchema = z.record(z.string(), z.object({ logprob: z.number().nullable() })).nullable()
const answerSchema = z.object({
  choices: z.array(
    z.object({
      index: z.int(),
      prompt_logprobs: z.array(entrySchema).nullish(),
      prompt_token_ids: z.array(z.int()).nullish(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int() }).nullish(),
})

/**
 * vLLM, and servers built on it: `/v1/completions` with ids as prompt and `prompt_logprobs: 0`, which gives log P of
 * each token of the prompt, keyed by its id; the first is null. All sequences go in one request.
 * Source: vLLM, vllm/entrypoints/openai/completion/protocol.py.
 */
export function createVllmAdapter(client: HttpClient): Adapter {
  const { backend } = client
  return {
    needsText: false,
    async score(sequences, signal) {
      const prompts = sequences.map(joinIds)
      const body = {
        model: backend.model,
        prompt: prompts,
        max_tokens: 1,
        temperature: 0,
        prompt_logprobs: 0,
        return_token_ids: true,
      }
      const { choices, usage } = await client.send('/v1/completions', body, answerSchema, signal)
      const sorted = sortByIndex(backend, choices, sequences.length)
      checkPromptCount(
        backend,
        usage?.prompt_tokens,
        prompts.reduce((sum, ids) => sum + ids.length, 0),
      )
      return sequences.map((sequence, place) => {
        const ids = prompts[place] ?? []
        const choice = sorted[place]
        if (choice?.prompt_token_ids) checkIds(backend, choice.prompt_token_ids, ids)
        const entries = choice?.prompt_logprobs ?? []
        if (entries.length !== ids.length)
          throw badScore(
            backend,
            `it gave prompt_logprobs for ${entries.length} of ${ids.length} tokens: it ignores prompt_logprobs, added a BOS or cut the prompt`,
          )
        const start = sequence.promptIds.length
        const values = sequence.responseIds.map((id, index) => entries[start + index]?.[String(id)]?.logprob)
        return checkLogProbabilities(backend, sequence, values)
      })
    },
  }
}
