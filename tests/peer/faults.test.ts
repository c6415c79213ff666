import { createServer } from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InferenceError } from '@/lib/inference'
import { parseRetryAfter } from '@/lib/inference/http/classify-status'
import type { EmulatedKind, Misbehaviour } from './emulated-server'
import {
  answer,
  changeAll,
  configure,
  doubleFirst,
  dropLast,
  listSchema,
  scoreOnce,
  setLast,
  triple,
  withServer,
} from './fault-server'

const elsewhere = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1')
let redirected = 0
elsewhere.on('request', () => redirected++)
afterAll(() => elsewhere.close())

type Case = readonly [
  what: string,
  kind: EmulatedKind,
  code: string,
  isRetryable: boolean,
  says: RegExp,
  misbehaviour: Misbehaviour,
]
const torn = '{"choices": [{"index": 0, "prompt_logp'

const CASES: readonly Case[] = [
  ['HTTP 429', 'vllm', 'backend-busy', true, /429/, { respond: answer(429, 'slow', { 'retry-after': '7' }) }],
  ['HTTP 503', 'sglang', 'backend-busy', true, /503/, { respond: answer(503, 'loading') }],
  ['HTTP 500', 'vllm', 'backend-failed', true, /CUDA/, { respond: answer(500, 'CUDA out of memory') }],
  ['HTTP 502 of a gateway', 'tgi', 'backend-failed', true, /502/, { respond: answer(502, '<html>Bad</html>') }],
  ['HTTP 408', 'echo', 'backend-failed', true, /408/, { respond: answer(408, '') }],
  ['HTTP 409', 'echo', 'backend-failed', true, /409/, { respond: answer(409, '') }],
  ['HTTP 425', 'echo', 'backend-failed', true, /425/, { respond: answer(425, '') }],
  ['HTTP 400', 'vllm', 'backend-refused', false, /max_model_len/, { respond: answer(400, 'over max_model_len') }],
  ['HTTP 401', 'vllm', 'backend-refused', false, /secret/, { respond: answer(401, '') }],
  ['HTTP 403', 'sglang', 'backend-refused', false, /secret/, { respond: answer(403, '') }],
  ['HTTP 404', 'tgi', 'backend-refused', false, /kind and the address/, { respond: answer(404, '') }],
  ['HTTP 413', 'echo', 'backend-refused', false, /413/, { respond: answer(413, '') }],
  ['HTTP 422', 'echo', 'backend-refused', false, /422/, { respond: answer(422, '{"detail":"prompt"}') }],
  [
    'a redirect to another host',
    'vllm',
    'backend-cannot-score',
    false,
    /not followed/,
    {
      respond: (response) => {
        const address = elsewhere.address()
        const port = address !== null && typeof address !== 'string' ? address.port : 0
        response.writeHead(307, { location: `http://127.0.0.1:${port}/v1/completions` }).end()
        return true
      },
    },
  ],
  ['a redirect to nowhere', 'sglang', 'backend-cannot-score', false, /nowhere/, { respond: answer(302, '') }],
  [
    'a connection that is reset',
    'vllm',
    'backend-unreachable',
    true,
    /cannot be reached/,
    {
      respond: (_response, _request, incoming) => {
        incoming.socket.resetAndDestroy()
        return true
      },
    },
  ],
  [
    'an answer that breaks off',
    'vllm',
    'backend-unreachable',
    true,
    /cannot be reached/,
    {
      respond: (response) => {
        response.writeHead(200, { 'content-length': '9999' })
        response.write(torn)
        setTimeout(() => response.destroy(), 20)
        return true
      },
    },
  ],
  ['torn JSON', 'vllm', 'backend-bad-answer', true, /no JSON/, { respond: answer(200, torn) }],
  ['HTML', 'echo', 'backend-bad-answer', true, /no JSON/, { respond: answer(200, '<html>proxy</html>') }],
  ['an empty body', 'sglang', 'backend-bad-answer', true, /no JSON/, { respond: answer(200, '') }],
  ['NaN in the JSON', 'sglang', 'backend-bad-answer', true, /no JSON/, { respond: answer(200, '[{"a": NaN}]') }],
  ['another shape', 'vllm', 'backend-bad-answer', false, /shape.*choices/, { respond: answer(200, '{"ok":true}') }],
  ['null', 'sglang', 'backend-bad-answer', false, /shape/, { respond: answer(200, 'null') }],
  [
    'a text for a number',
    'echo',
    'backend-bad-answer',
    false,
    /shape/,
    { change: changeAll('token_logprobs', () => ['a']) },
  ],
  ['one choice too few', 'vllm', 'backend-bad-score', false, /choices/, { change: changeAll('choices', dropLast) }],
  ['one choice twice', 'echo', 'backend-bad-score', false, /choices/, { change: changeAll('choices', doubleFirst) }],
  ['one sequence too few', 'sglang', 'backend-bad-score', false, /2 sequences with 1/, { change: dropLast }],
  [
    'no prompt_logprobs',
    'vllm',
    'backend-bad-score',
    false,
    /ignores/,
    { change: changeAll('prompt_logprobs', () => null) },
  ],
  [
    'a value too few',
    'vllm',
    'backend-bad-score',
    false,
    /of \d+ tokens/,
    { change: changeAll('prompt_logprobs', dropLast) },
  ],
  ['a double BOS', 'vllm', 'backend-bad-score', false, /BOS/, { change: changeAll('prompt_token_ids', doubleFirst) }],
  [
    'a count that tells of a hidden BOS',
    'echo',
    'backend-bad-score',
    false,
    /counted/,
    { change: changeAll('prompt_tokens', (count) => z.int().parse(count) + 2) },
  ],
  [
    'other ids',
    'vllm',
    'backend-bad-score',
    false,
    /no log-probability/,
    { change: changeAll('prompt_logprobs', (list) => listSchema.parse(list).map(() => ({ '0': { logprob: -1 } }))) },
  ],
  [
    'a value of null',
    'sglang',
    'backend-bad-score',
    false,
    /null/,
    { change: changeAll('input_token_logprobs', triple(0, null)) },
  ],
  [
    'ids that differ',
    'sglang',
    'backend-bad-score',
    false,
    /tokenizers differ/,
    { change: changeAll('input_token_logprobs', triple(1, 5)) },
  ],
  [
    'no values',
    'sglang',
    'backend-bad-score',
    false,
    /missing/,
    { change: changeAll('input_token_logprobs', () => []) },
  ],
  [
    'minus infinity as -9999',
    'vllm',
    'backend-bad-score',
    false,
    /probability 0/,
    { change: changeAll('logprob', () => -9999) },
  ],
  ['a value above 0', 'vllm', 'backend-bad-score', false, /above 0/, { change: changeAll('logprob', () => 0.5) }],
  [
    'echo that is ignored',
    'echo',
    'backend-bad-score',
    false,
    /ignores echo/,
    { change: changeAll('token_logprobs', () => [-1]) },
  ],
  [
    'echo without logprobs',
    'echo',
    'backend-bad-score',
    false,
    /ignores echo/,
    { change: changeAll('logprobs', () => null) },
  ],
  [
    'values that are shifted',
    'echo',
    'backend-bad-score',
    false,
    /shifted/,
    { change: changeAll('token_logprobs', (list) => listSchema.parse(list).with(0, -3)) },
  ],
  [
    'null among the values',
    'echo',
    'backend-bad-score',
    false,
    /null/,
    { change: changeAll('token_logprobs', setLast(null)) },
  ],
  [
    'an empty prefill',
    'tgi',
    'backend-cannot-score',
    false,
    /--enable-prefill-logprobs/,
    { change: changeAll('prefill', () => []) },
  ],
  ['no details', 'tgi', 'backend-cannot-score', false, /prefill/, { change: changeAll('details', () => null) }],
  [
    'a prefill with a second BOS',
    'tgi',
    'backend-bad-score',
    false,
    /BOS/,
    { change: changeAll('prefill', doubleFirst) },
  ],
  ['a prefill that was cut', 'tgi', 'backend-bad-score', false, /missing/, { change: changeAll('prefill', dropLast) }],
  ['a list of two answers', 'tgi', 'backend-bad-answer', false, /shape/, { change: (one) => [one, one] }],
  [
    'a tokenizer without the BOS it should add',
    'tgi',
    'backend-cannot-score',
    false,
    /BOS/,
    { changeTokens: (tokens) => listSchema.parse(tokens).slice(1) },
  ],
  ['texts for ids', 'vllm', 'backend-bad-answer', false, /shape/, { changeTokens: changeAll('tokens', () => ['a']) }],
]

describe('a server that answers badly', () => {
  test.each(CASES)('%s (%s) is %s', async (_what, kind, code, isRetryable, says, misbehaviour) => {
    const error = await withServer(kind, misbehaviour, (origin) =>
      scoreOnce(configure(kind, origin)).catch((cause: unknown) => cause),
    )
    if (!(error instanceof InferenceError)) throw error
    expect(error.facts).toMatchObject({ backend: 'b1', code, isRetryable })
    expect(error.message).toMatch(says)
  })

  test('no redirect was followed', () => expect(redirected).toBe(0))

  test('the wait that a server asks for is told', async () => {
    const respond = answer(429, '', { 'retry-after': '7' })
    const error = await withServer('vllm', { respond }, (origin) =>
      scoreOnce(configure('vllm', origin)).catch((cause: unknown) => cause),
    )
    expect(error).toMatchObject({ facts: { status: 429, retryAfterMs: 7000 } })
  })

  test.each([
    ['0', 0],
    ['12', 12_000],
    ['999999999', 3_600_000],
    ['Thu, 01 Jan 1970 00:00:30 GMT', 20_000],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
    ['soon', null],
    [null, null],
  ])('Retry-After %s is %s ms', (header, expected) => expect(parseRetryAfter(header, 10_000)).toBe(expected))
})
