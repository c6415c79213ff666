import { z } from 'zod'
import { badScore, cannotScore } from './backend-fault'
import type { HttpClient } from './http-client'
import { type Adapter, checkIds, checkLogProbabilities, joinIds } from './token-sequence'
import type { Tokeniser } from './tokeniser'

const prefillSchema = z.array(z.object({ id: z.int(), logprob: z.number().nullish() }))
const generationSchema = z.object({ details: z.object({ prefill: prefillSchema }).nullish() })
// `/generate` answers with an object, some gateways with a list of one.
const answerSchema = z.union([
  generationSchema,
  z
    .array(generationSchema)
    .length(1)
    .transform(([one]) => one),
])

/**
 * Text Generation Inference, which takes text alone, adds the BOS itself and answers one sequence a request. Its prefill
 * must hold exactly our ids. Needs `--enable-prefill-logprobs`.
 * Source: text-generation-inference, router/src/lib.rs (GenerateParameters, PrefillToken).
 */
export function createTgiAdapter(client: HttpClient, tokeniser: Tokeniser): Adapter {
  const { backend } = client
  const { eosId } = backend.settings
  let eosText: string | null = null

  async function spellEos(signal: AbortSignal): Promise<string> {
    eosText ??= eosId === null ? null : await tokeniser.spell(eosId, signal)
    if (eosText === null)
      throw cannotScore(backend, `the text of the end token ${eosId} is not known: choose a tokenizer file that has it`)
    return eosText
  }

  return {
    needsText: true,
    async score(sequences, signal) {
      const end = await spellEos(signal)
      const scores: (readonly number[])[] = []
      for (const sequence of sequences) {
        if (sequence.text === null) throw badScore(backend, 'the text of a sequence is not known')
        const body = {
          inputs: sequence.text + end,
          parameters: { details: true, decoder_input_details: true, max_new_tokens: 1, do_sample: false },
        }
        const answer = await client.send('/generate', body, answerSchema, signal)
        const prefill = answer?.details?.prefill ?? []
        if (prefill.length === 0)
          throw cannotScore(backend, 'its prefill is empty: start it with --enable-prefill-logprobs')
        const ids = joinIds(sequence)
        checkIds(
          backend,
          prefill.map((token) => token.id),
          ids,
        )
        const values = prefill.slice(sequence.promptIds.length).map((token) => token.logprob)
        scores.push(checkLogProbabilities(backend, sequence, values))
      }
      return scores
    },
  }
}
