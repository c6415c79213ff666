import { z } from 'zod'
import { badScore, cannotScore } from './backend-fault'
import type { HttpClient } from './http-client'
import { findHarmlessToken, type LlamaServerPieces } from './llama-server-pieces'
import { type Adapter, checkIds, checkLogProbabilities, checkPromptCount, type TokenSequence } from './token-sequence'

const topSchema = z.object({ id: z.int(), logprob: z.number().nullable() })
const answerSchema = z.object({
  tokens_evaluated: z.int().nullish(),
  completion_probabilities: z.array(topSchema.extend({ top_logprobs: z.array(topSchema).default([]) })).default([]),
})
const modelsSchema = z.object({
  data: z.array(z.object({ meta: z.object({ n_vocab: z.int().min(1) }).nullish() })).min(1),
})

/** Tokens forced by one request, so that grammars and answers stay small. */
const FORCED_AT_ONCE = 512

/** Enough to make the end token the likeliest one; the log-probabilities are taken before it. */
const BIAS = 1000

const REQUEST = {
  n_probs: 1,
  temperature: 0,
  samplers: ['temperature'],
  post_sampling_probs: false,
  cache_prompt: true,
}

/**
 * llama.cpp's server, which has no log-probabilities of given tokens but gives those of generated ones before sampling:
 * a grammar of token literals forces it to generate the response. Tokens that a grammar cannot force are read from the
 * full list of next tokens while a harmless one is generated. One response is one request, as a rule.
 * Source: llama.cpp, grammars/README.md (token literals); pull requests 10783 and 17816.
 */
export function createLlamaServerAdapter(client: HttpClient, pieces: LlamaServerPieces): Adapter {
  const { backend } = client
  let reading: { readonly harmless: number; readonly vocabulary: number } | null = null

  async function prepareReading(signal: AbortSignal) {
    if (reading) return reading
    const { data } = await client.send('/v1/models', null, modelsSchema, signal)
    const vocabulary = data[0]?.meta?.n_vocab
    if (vocabulary === undefined)
      throw cannotScore(backend, '/v1/models does not say the size of the vocabulary: use a newer llama-server')
    reading = { harmless: await findHarmlessToken(client, pieces.tokeniser, signal), vocabulary }
    return reading
  }

  async function complete(prompt: readonly number[], more: object, signal: AbortSignal) {
    const answer = await client.send('/completion', { ...REQUEST, prompt, ...more }, answerSchema, signal)
    checkPromptCount(backend, answer.tokens_evaluated, prompt.length)
    return answer.completion_probabilities
  }

  async function force(prompt: readonly number[], ids: readonly number[], end: number | null, signal: AbortSignal) {
    const grammar = ids.length === 0 ? 'root ::= ""' : `root ::= ${ids.map((id) => `<[${id}]>`).join(' ')}`
    const wanted = end === null ? ids : [...ids, end]
    const bias = end === null ? {} : { logit_bias: [[end, BIAS]] }
    const tokens = await complete(prompt, { grammar, n_predict: wanted.length, ...bias }, signal)
    checkIds(
      backend,
      tokens.map((token) => token.id),
      wanted,
    )
    return tokens.map((token) => token.logprob)
  }

  async function read(prompt: readonly number[], id: number, signal: AbortSignal) {
    const { harmless, vocabulary } = await prepareReading(signal)
    const more = { n_predict: 1, n_probs: vocabulary, logit_bias: [[harmless, BIAS]] }
    const [token] = await complete(prompt, more, signal)
    const found = token?.top_logprobs.find((candidate) => candidate.id === id)
    if (!found) throw badScore(backend, `the token ${id} is not among the ${vocabulary} next tokens it listed`)
    return found.logprob
  }

  async function scoreOne(sequence: TokenSequence, signal: AbortSignal): Promise<readonly number[]> {
    const ids = sequence.responseIds
    const last = ids.length - 1
    const values: (number | null)[] = []
    while (values.length < ids.length) {
      const start = values.length
      const prompt = [...sequence.promptIds, ...ids.slice(0, start)]
      let end = start
      while (end < last && end - start < FORCED_AT_ONCE && (await pieces.isForcible(ids[end] ?? -1, signal))) end++
      const eos = end === last ? (ids[last] ?? null) : null
      if (end > start || eos !== null) values.push(...(await force(prompt, ids.slice(start, end), eos, signal)))
      else values.push(await read(prompt, ids[start] ?? -1, signal))
    }
    return checkLogProbabilities(backend, sequence, values)
  }

  return {
    needsText: false,
    async score(sequences, signal) {
      const scores: (readonly number[])[] = []
      for (const sequence of sequences) scores.push(await scoreOne(sequence, signal))
      return scores
    },
  }
}
