import { describe, expect, test } from 'vitest'
import type { BackendSettings } from '@/lib/core/backend'
import { makeScorer, probeBackend } from '@/lib/inference'
import type { EmulatedKind, Misbehaviour } from './emulated-server'
import { answer, changeAll, configure, listSchema, signal, vocabulary, withServer } from './fault-server'

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
