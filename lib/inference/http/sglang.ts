import { z } from 'zod'
import { badScore } from './backend-fault'
import type { HttpClient } from './http-client'
import { type Adapter, checkIds, checkLogProbabilities, checkPromptCount, joinIds } from './token-sequence'

const tripleSchema = z.tuple([z.number().nullable(), z.int()], z.unknown())
const answerSchema = z.array(
  z.object({
    meta_info: z.object({
      prompt_tokens: z.int().nullish(),
      input_token_logprobs: z.array(tripleSchema).nullish(),
    }),
  }),
)

/**
 * SGLang's own `/generate` with `input_ids`. The entry at `logprob_start_len` is always null, so it starts one token
 * before the response; only tokens before that come from the prefix cache, so both responses share the prompt.
 * Source: SGLang, python/sglang/srt/managers/io_struct.py (GenerateReqInput).
 */
export function createSglangAdapter(client: HttpClient): Adapter {
  const { backend } = client
  return {
    needsText: false,
    async score(sequences, signal) {
      const body = {
        input_ids: sequences.map(joinIds),
        sampling_params: sequences.map(() => ({ max_new_tokens: 0, temperature: 0 })),
        return_logprob: sequences.map(() => true),
        logprob_start_len: sequences.map(({ promptIds }) => Math.max(0, promptIds.length - 1)),
      }
      const answers = await client.send('/generate', body, answerSchema, signal)
      if (answers.length !== sequences.length)
        throw badScore(backend, `it answered ${sequences.length} sequences with ${answers.length}`)
      return sequences.map((sequence, place) => {
        const { promptIds, responseIds } = sequence
        const info = answers[place]?.meta_info
        checkPromptCount(backend, info?.prompt_tokens, promptIds.length + responseIds.length)
        const entries = (info?.input_token_logprobs ?? []).slice(-responseIds.length)
        checkIds(
          backend,
          entries.map(([, id]) => id),
          responseIds,
        )
        return checkLogProbabilities(
          backend,
          sequence,
          entries.map(([value]) => value),
        )
      })
    },
  }
}
