import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as specialTokensRoute from '@/app/api/v1/backends/special-tokens/route'
import * as promptsRoute from '@/app/api/v1/runs/[id]/prompts/route'
import { problemSchema } from '@/lib/core/problem'
import { promptPreviewSchema } from '@/lib/core/prompt-preview'
import { renderCondition } from '@/lib/core/prompts-condition'
import { createRandom, derange, deriveSeed } from '@/lib/core/random'
import { specialTokensSchema } from '@/lib/core/special-tokens'
import { addExamples, closeDatabase, createBackend, createRun, startRun } from '@/lib/store'
import { startEmulatedServer } from '@/tests/peer/emulated-server'
import { makeVocabularyTexts } from '@/tests/peer/peer-texts'
import { makeTinyModel, SHAPE } from '@/tests/peer/tiny-model'
import { makeTinyVocabulary } from '@/tests/peer/tiny-vocabulary'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'
import { at, request } from './call'

const ROWS = 6
const examples = makeExamples(ROWS)
const vocabulary = makeTinyVocabulary(makeVocabularyTexts(), SHAPE.vocabulary)
const server = await startEmulatedServer('vllm', makeTinyModel(1), vocabulary)
const settings = {
  bosId: vocabulary.bos,
  eosId: vocabulary.eos,
  tokenizer: 'server',
  slots: 2,
  timeoutMs: 5000,
}

beforeAll(async () => {
  await createTestDatabase()
})
afterAll(async () => {
  await closeDatabase()
  await server.close()
})

function ask(id: string, query: string): Promise<Response> {
  return promptsRoute.GET(request('GET', `/api/v1/runs/${id}/prompts?${query}`), at({ id }))
}

async function preview(id: string, query: string) {
  return promptPreviewSchema.parse(await (await ask(id, query)).json())
}

async function makeRun(change: Parameters<typeof makeConfig>[0] = {}) {
  const { id } = await createRun(makeConfig(change))
  await addExamples(id, examples)
  return id
}

function makeServerBackend(baseUrl: string) {
  return createBackend({ name: 'V', kind: 'vllm', baseUrl, model: 'tiny', settings, secret: null })
}

function rowAt(idx: number) {
  const row = examples[idx]
  if (!row) throw new RangeError(`no row ${idx}`)
  return row.example
}

describe('the prompt of a row', () => {
  test('is counted by the built-in scorer while the run still collects', async () => {
    const id = await makeRun()
    const shown = await preview(id, 'idx=2&role=policy')
    const expected = renderCondition(rowAt(2), rowAt(2), 'pair', 'policy')
    expect(shown).toMatchObject({ text: expected.text, template: 'ica', evidence: 'some', tokensProblem: null })
    expect(shown.parts.at(-1)?.end).toBe(shown.text.length)
    expect(shown.tokens?.prompt).toBeGreaterThan(10)
    expect(shown.tokens).toMatchObject({ promptCut: 0, cutCharacters: 0 })
  })

  test('is counted by the server of its role', async () => {
    const { id: policyBackend } = await makeServerBackend(server.origin)
    const id = await makeRun({ policyBackend })
    const shown = await preview(id, 'idx=0&role=policy')
    expect(shown.tokens).toEqual({
      prompt: vocabulary.encode(shown.text).length + 1,
      promptCut: 0,
      cutCharacters: 0,
      chosen: vocabulary.encode(rowAt(0).chosen).length + 1,
      rejected: vocabulary.encode(rowAt(0).rejected).length + 1,
    })
  })

  test('shows in the control the persona that the run scores with, before and after its start', async () => {
    const id = await makeRun({ control: true, seed: 9 })
    const places = derange(ROWS, createRandom(deriveSeed(9, 'control'))) ?? []
    const expected = renderCondition(rowAt(3), rowAt(places[3] ?? -1), 'pair', 'reference').text
    expect((await preview(id, 'idx=3&role=control-reference')).text).toBe(expected)
    await startRun(id, ROWS)
    expect((await preview(id, 'idx=3&role=control-reference')).text).toBe(expected)
    expect((await preview(id, 'idx=3&role=reference')).text).not.toBe(expected)
  })

  test('comes without counts, and says why, when the server is away or cannot read the condition', async () => {
    const { id: policyBackend } = await makeServerBackend('http://127.0.0.1:9')
    const away = await preview(await makeRun({ policyBackend }), 'idx=0&role=policy')
    expect(away.tokens).toBeNull()
    expect(away.tokensProblem).toMatch(/cannot be reached/)
    const demo = await preview(await makeRun({ condition: 'demo' }), 'idx=0&role=policy')
    expect(demo.tokens).toBeNull()
    expect(demo.tokensProblem).toMatch(/demographic/)
  })

  test.each([
    ['idx=0', 422, 'invalid-input'],
    ['idx=-1&role=policy', 422, 'invalid-input'],
    ['idx=0&role=admin', 422, 'invalid-input'],
    [`idx=${ROWS}&role=policy`, 404, 'example-unknown'],
    ['idx=999999999&role=policy', 404, 'example-unknown'],
  ])('%s is refused with %i %s', async (query, status, code) => {
    const problem = problemSchema.parse(await (await ask(await makeRun(), query)).json())
    expect(problem).toMatchObject({ status, code })
  })

  test('of no run is refused', async () => {
    expect((await ask('nope', 'idx=0&role=policy')).status).toBe(404)
  })
})

describe('the special tokens of a server', () => {
  const ask = (change: object) =>
    specialTokensRoute.POST(
      request('POST', '/api/v1/backends/special-tokens', {
        kind: 'vllm',
        baseUrl: server.origin,
        tokenizer: 'server',
        ...change,
      }),
    )

  test('are found by asking it', async () => {
    const found = specialTokensSchema.parse(await (await ask({})).json())
    expect(found.bos[0]).toEqual({ id: vocabulary.bos, text: '<|begin_of_text|>' })
    expect(found.eos[0]).toEqual({ id: vocabulary.eos, text: '<|eot_id|>' })
  })

  test.each([
    ['a server that is away', { baseUrl: 'http://127.0.0.1:9' }, 502, 'backend-unreachable'],
    ['a tokenizer file that is not there', { tokenizer: 'none.json' }, 502, 'backend-cannot-score'],
    ['a tokenizer outside', { tokenizer: '../x' }, 422, 'invalid-input'],
    ['a file for an address', { baseUrl: 'file:///etc/passwd' }, 422, 'invalid-input'],
    ['the built-in kind', { kind: 'built-in' }, 422, 'invalid-input'],
  ])('of %s are refused', async (_what, change, status, code) => {
    const problem = problemSchema.parse(await (await ask(change)).json())
    expect(problem).toMatchObject({ status, code })
  })
})
