import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { scoreInFloat64 } from './forward'
import type { TinyModel } from './tiny-model'
import type { TinyVocabulary } from './tiny-vocabulary'

/** The kinds of server whose recorded shapes are spoken here. */
export type EmulatedKind = 'vllm' | 'sglang' | 'tgi' | 'echo'

/** A request as it came. */
export interface SeenRequest {
  readonly path: string
  readonly authorization: string | undefined
  readonly body: unknown
}

/** What a server does otherwise than it should. `request` counts scoring requests from 1. */
export interface Misbehaviour {
  /** Takes the whole answer of a scoring request over. */
  readonly respond?: (response: ServerResponse, request: number, incoming: IncomingMessage) => boolean
  /** Changes the JSON of a scoring request. */
  readonly change?: (answer: unknown, request: number) => unknown
  /** The same for `/tokenize`. */
  readonly changeTokens?: (answer: unknown) => unknown
}

/** A server of one test. */
export interface EmulatedServer {
  readonly origin: string
  readonly seen: readonly SeenRequest[]
  readonly close: () => Promise<void>
}

const idsSchema = z.array(z.int())
const completionSchema = z.looseObject({ prompt: z.array(idsSchema) })
const generateSchema = z.looseObject({ input_ids: z.array(idsSchema), logprob_start_len: idsSchema })
const inputsSchema = z.looseObject({ inputs: z.string() })
const promptSchema = z.looseObject({ prompt: z.string() })
const tokensSchema = z.looseObject({ tokens: idsSchema })

const SCORING_PATHS: Record<EmulatedKind, string> = {
  vllm: '/v1/completions',
  echo: '/v1/completions',
  sglang: '/generate',
  tgi: '/generate',
}

/** Serves a model in the shapes of a kind of server on a free port, with real numbers from the float64 forward pass. */
export async function startEmulatedServer(
  kind: EmulatedKind,
  model: TinyModel,
  vocabulary: TinyVocabulary,
  { respond, change, changeTokens }: Misbehaviour = {},
): Promise<EmulatedServer> {
  const seen: SeenRequest[] = []
  let requests = 0

  // Each id but the first has the probability that the ids before it give it.
  const scoreAll = (ids: readonly number[]) => [null, ...scoreInFloat64(model, ids.slice(0, 1), ids.slice(1))]

  function score(body: unknown): unknown {
    if (kind === 'vllm') return answerVllm(completionSchema.parse(body).prompt)
    if (kind === 'echo') return answerEcho(completionSchema.parse(body).prompt)
    if (kind === 'sglang') return answerSglang(generateSchema.parse(body))
    const ids = [vocabulary.bos, ...vocabulary.encode(inputsSchema.parse(body).inputs)]
    const values = scoreAll(ids)
    const prefill = ids.map((id, place) => ({ id, text: vocabulary.decode([id]).toString(), logprob: values[place] }))
    return { generated_text: 'x', details: { finish_reason: 'length', generated_tokens: 1, prefill, tokens: [] } }
  }

  function answerVllm(prompts: readonly number[][]) {
    const choices = prompts.map((ids, index) => ({
      index,
      text: 'x',
      finish_reason: 'length',
      prompt_logprobs: scoreAll(ids).map((logprob, place) =>
        logprob === null ? null : { [String(ids[place])]: { logprob, rank: 1, decoded_token: 'x' } },
      ),
      prompt_token_ids: ids,
    }))
    return { id: 'cmpl-1', object: 'text_completion', choices: choices.toReversed(), usage: countUsage(prompts) }
  }

  function answerEcho(prompts: readonly number[][]) {
    const choices = prompts.map((ids, index) => {
      const values = [...scoreAll(ids), -0.5]
      return { index, text: 'x', logprobs: { tokens: values.map(() => 'x'), token_logprobs: values, text_offset: [] } }
    })
    return { object: 'text_completion', choices: choices.toReversed(), usage: countUsage(prompts) }
  }

  function answerSglang({ input_ids, logprob_start_len }: z.infer<typeof generateSchema>) {
    return input_ids.map((ids, index) => {
      const start = logprob_start_len[index] ?? 0
      const values = scoreAll(ids)
      const triples = ids.slice(start).map((id, place) => [place === 0 ? null : values[start + place], id, null])
      return {
        text: '',
        meta_info: {
          prompt_tokens: ids.length,
          cached_tokens: start,
          input_token_logprobs: triples,
          output_token_logprobs: [],
        },
      }
    })
  }

  function answer(path: string, body: unknown): unknown {
    if (path === SCORING_PATHS[kind]) {
      const answered = score(body)
      return change ? change(answered, requests) : answered
    }
    if (path === '/tokenize') {
      const answered = tokenise(body)
      return changeTokens ? changeTokens(answered) : answered
    }
    if (path !== '/detokenize' || kind === 'tgi') return null
    const text = vocabulary.decode(tokensSchema.parse(body).tokens).toString()
    return kind === 'sglang' ? { text } : { prompt: text }
  }

  function tokenise(body: unknown): unknown {
    if (kind !== 'tgi') {
      const tokens = vocabulary.encode(promptSchema.parse(body).prompt)
      return { count: tokens.length, max_model_len: 16_384, tokens }
    }
    const ids = vocabulary.encode(inputsSchema.parse(body).inputs)
    let start = 0
    const tokens = ids.map((id) => {
      const stop = start + countCharacterStarts(vocabulary.decode([id]))
      const token = { id, text: 'x', start, stop }
      start = stop
      return token
    })
    return [{ id: vocabulary.bos, text: '<|begin_of_text|>', start: 0, stop: 0 }, ...tokens]
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const path = request.url ?? ''
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || 'null')
    seen.push({ path, authorization: request.headers.authorization, body })
    if (path === SCORING_PATHS[kind]) requests++
    if (path === SCORING_PATHS[kind] && respond?.(response, requests, request)) return
    const answered = answer(path, body)
    response.writeHead(answered === null ? 404 : 200, { 'content-type': 'application/json' })
    response.end(typeof answered === 'string' ? answered : JSON.stringify(answered ?? { detail: 'Not Found' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function countUsage(prompts: readonly number[][]) {
  const prompt_tokens = prompts.reduce((sum, ids) => sum + ids.length, 0)
  return { prompt_tokens, completion_tokens: prompts.length, total_tokens: prompt_tokens + prompts.length }
}

// Bytes that go on with a character start none.
function countCharacterStarts(bytes: Buffer): number {
  return bytes.reduce((count, byte) => count + (byte >= 0x80 && byte < 0xc0 ? 0 : 1), 0)
}
