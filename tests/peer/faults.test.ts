import { createServer } from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type BackendConfig, type BackendSettings, backendSettingsSchema } from '@/lib/core/backend'
import type { Example } from '@/lib/core/example'
import { InferenceError, makeScorer, probeBackend } from '@/lib/inference'
import { parseRetryAfter } from '@/lib/inference/http/classify-status'
import { createHttpClient } from '@/lib/inference/http/http-client'
import { createHttpScorer } from '@/lib/inference/http/http-scorer'
import { type EmulatedKind, type Misbehaviour, startEmulatedServer } from './emulated-server'
import { makeVocabularyTexts } from './peer-texts'
import { makeTinyModel, SHAPE } from './tiny-model'
import { makeTinyVocabulary } from './tiny-vocabulary'

const { signal } = new AbortController()
const vocabulary = makeTinyVocabulary(makeVocabularyTexts(), SHAPE.vocabulary)
const model = makeTinyModel(1)
const example: Example = {
  prompt: 'Tea?',
  chosen: 'Yes, tea.',
  rejected: 'No.',
  direction: null,
  demographics: null,
  ugc: [],
  pairs: [],
  profile: null,
  groundTruthPersona: null,
  extra: {},
}
const item = { idx: 0, example, persona: example, condition: 'all', role: 'policy' } as const

const elsewhere = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1')
let redirected = 0
elsewhere.on('request', () => redirected++)
afterAll(() => elsewhere.close())

function configure(kind: EmulatedKind, baseUrl: string, change: Partial<BackendSettings> = {}): BackendConfig {
  const settings = backendSettingsSchema.parse({
    bosId: vocabulary.bos,
    eosId: vocabulary.eos,
    tokenizer: 'server',
    slots: 2,
    timeoutMs: 20_000,
    ...change,
  })
  return { id: 'b1', name: 'B', kind, baseUrl, model: 'tiny', settings }
}

async function withServer<Result>(
  kind: EmulatedKind,
  misbehaviour: Misbehaviour,
  work: (origin: string) => Promise<Result>,
): Promise<Result> {
  const server = await startEmulatedServer(kind, model, vocabulary, misbehaviour)
  try {
    return await work(server.origin)
  } finally {
    await server.close()
  }
}

async function scoreOnce(config: BackendConfig, abort: AbortSignal = signal, secret: string | null = null) {
  const scorer = await createHttpScorer(config, secret)
  try {
    return await scorer.score([item], abort)
  } finally {
    await scorer.close()
  }
}

/** Changes every value that is called `name`, at any depth. */
function changeAll(name: string, change: (value: unknown) => unknown): (answer: unknown) => unknown {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    const record = z.record(z.string(), z.unknown()).safeParse(value)
    if (!record.success) return value
    return Object.fromEntries(
      Object.entries(record.data).map(([key, inner]) => [key, key === name ? change(inner) : visit(inner)]),
    )
  }
  return visit
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): NonNullable<Misbehaviour['respond']> =>
  (response) => {
    response.writeHead(status, headers).end(body)
    return true
  }
const listSchema = z.array(z.unknown())
const triple = (place: number, value: unknown) => (list: unknown) =>
  listSchema.parse(list).map((entry) => listSchema.parse(entry).with(place, value))
const dropLast = (list: unknown) => listSchema.parse(list).slice(0, -1)
const doubleFirst = (list: unknown) => [listSchema.parse(list)[0], ...listSchema.parse(list)]
const setLast = (value: unknown) => (list: unknown) => listSchema.parse(list).with(-2, value)

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

describe('a connection', () => {
  test('that the server closed while it was kept is opened again, once', async () => {
    let resets = 0
    const respond: Misbehaviour['respond'] = (_response, request, incoming) => {
      if (request !== 1) return false
      resets++
      incoming.socket.resetAndDestroy()
      return true
    }
    const [score] = await withServer('vllm', { respond }, (origin) => scoreOnce(configure('vllm', origin)))
    expect(score?.nllChosen).toBeGreaterThan(0)
    expect(resets).toBe(1)
  })

  test('that hangs ends after the timeout', async () => {
    const error = await withServer('vllm', { respond: () => true }, (origin) =>
      scoreOnce(configure('vllm', origin, { timeoutMs: 150 })).catch((cause: unknown) => cause),
    )
    expect(error).toMatchObject({ facts: { code: 'backend-timeout', isRetryable: true } })
  })

  test('ends at once when the work is given up, with its reason', async () => {
    const abort = new AbortController()
    const reason = new Error('cancelled')
    const respond = () => {
      setTimeout(() => abort.abort(reason), 20)
      return true
    }
    const error = await withServer('vllm', { respond }, (origin) =>
      scoreOnce(configure('vllm', origin), abort.signal).catch((cause: unknown) => cause),
    )
    expect(error).toBe(reason)
  })

  test('to nobody is a fault that may pass', async () => {
    const error = await scoreOnce(configure('vllm', 'http://127.0.0.1:9')).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ facts: { code: 'backend-unreachable', isRetryable: true } })
  })

  test('reads no more than its limit', async () => {
    const error = await withServer('vllm', { respond: answer(200, `"${'x'.repeat(5000)}"`) }, async (origin) => {
      const client = createHttpClient(configure('vllm', origin), null, 4096)
      return client.send('/v1/completions', { prompt: [[1]] }, z.string(), signal).catch((cause: unknown) => cause)
    })
    expect(error).toMatchObject({ facts: { code: 'backend-answer-too-large', isRetryable: false } })
  })

  test('never shows the secret', async () => {
    const respond = answer(400, 'bad token s3cret-key')
    const error = await withServer('vllm', { respond }, (origin) =>
      scoreOnce(configure('vllm', origin), signal, 's3cret-key').catch((cause: unknown) => cause),
    )
    expect(error).toBeInstanceOf(InferenceError)
    expect(String(error)).not.toContain('s3cret-key')
  })

  test('takes an address that ends in /v1', async () => {
    const scores = await withServer('vllm', {}, (origin) => scoreOnce(configure('vllm', `${origin}/v1`)))
    expect(scores).toHaveLength(1)
  })
})

describe('the probe', () => {
  const jitter = (_answer: unknown, request: number) =>
    changeAll('logprob', (value) => (typeof value === 'number' ? value - 0.2 * request : value))(_answer)

  test.each<readonly [string, EmulatedKind, string, RegExp, Misbehaviour, Partial<BackendSettings>]>([
    ['a server that is busy', 'vllm', 'One value a token', /503/, { respond: answer(503, '') }, {}],
    ['values that move with the boundary', 'vllm', 'Chain rule', /move by/, { change: jitter }, {}],
    [
      'values that are all the same',
      'vllm',
      'Values differ',
      /All values/,
      { change: changeAll('logprob', () => -1.5) },
      {},
    ],
    [
      'a tokenizer that reads nothing',
      'vllm',
      'Tokenizer',
      /0 tokens/,
      { changeTokens: changeAll('tokens', () => []) },
      {},
    ],
    [
      'a tokenizer that adds a BOS',
      'sglang',
      'Tokenizer',
      /adds the BOS/,
      { changeTokens: changeAll('tokens', (ids) => [vocabulary.bos, ...listSchema.parse(ids)]) },
      {},
    ],
    ['an EOS id that is no special token', 'vllm', 'BOS and EOS', /no token of its own|becomes/, {}, { eosId: 128 }],
    ['an EOS id outside the vocabulary', 'vllm', 'BOS and EOS', /no text/, {}, { eosId: 5000 }],
    ['a tokenizer file that is not there', 'vllm', 'Tokenizer', /no tokenizer file/, {}, { tokenizer: 'none.json' }],
    [
      'TGI without its flag',
      'tgi',
      'One value a token',
      /prefill-logprobs/,
      { change: changeAll('prefill', () => []) },
      {},
    ],
  ])('refuses %s', async (_what, kind, name, says, misbehaviour, settings) => {
    const result = await withServer(kind, misbehaviour, (origin) =>
      probeBackend(configure(kind, origin, settings), null, signal),
    )
    expect(result.ok).toBe(false)
    expect(result.checks.at(-1)).toMatchObject({ name, ok: false })
    expect(result.checks.at(-1)?.detail).toMatch(says)
    expect(result.checks.slice(0, -1).every((check) => check.ok)).toBe(true)
  })

  const makeFor = (kind: EmulatedKind, origin: string) =>
    makeScorer(
      {
        runId: 'r',
        backend: configure(kind, origin),
        secret: null,
        condition: 'all',
        seed: 1,
        readExamples: async () => [],
      },
      signal,
    ).catch((cause: unknown) => cause)

  test('ends a run at its start when the server cannot score', async () => {
    const error = await withServer('tgi', { change: changeAll('prefill', () => []) }, (origin) =>
      makeFor('tgi', origin),
    )
    expect(error).toMatchObject({ facts: { code: 'backend-cannot-score', isRetryable: false } })
    expect(String(error)).toMatch(/probe refuses it.*--enable-prefill-logprobs/)
  })

  test('lets a run wait for a server that is busy', async () => {
    const error = await withServer('vllm', { respond: answer(503, '', { 'retry-after': '2' }) }, (origin) =>
      makeFor('vllm', origin),
    )
    expect(error).toMatchObject({ facts: { isRetryable: true, status: 503, retryAfterMs: 2000 } })
  })

  test('notes what it found with the run', async () => {
    const made = await withServer('sglang', {}, (origin) => makeFor('sglang', origin))
    expect(made).toMatchObject({ notes: expect.arrayContaining([expect.stringMatching(/Chain rule/)]) })
  })
})
