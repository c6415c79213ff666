import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BackendConfig } from '@/lib/core/backend'
import type { Example } from '@/lib/core/example'
import { renderCondition } from '@/lib/core/prompts-condition'
import { prepareScoringTokens, TOKEN_LIMIT } from '@/lib/core/truncation'
import { countPromptTokens, probeBackend } from '@/lib/inference'
import { findSpecialTokens } from '@/lib/inference/http/find-special-tokens'
import { openHttpBackend } from '@/lib/inference/http/http-backend'
import { createHttpScorer } from '@/lib/inference/http/http-scorer'
import { prepareItem } from '@/lib/inference/http/prepare-item'
import type { ScoringItem } from '@/lib/inference/scorer'
import { type EmulatedServer, startEmulatedServer } from './emulated-server'
import { scoreInFloat64 } from './forward'
import { makePeerExamples, makeVocabularyTexts } from './peer-texts'
import { makeTinyModel, SHAPE } from './tiny-model'
import { makeTinyVocabulary } from './tiny-vocabulary'

const { signal } = new AbortController()
const vocabulary = makeTinyVocabulary(makeVocabularyTexts(), SHAPE.vocabulary)
const model = makeTinyModel(1)
const [first, second, third] = makePeerExamples(3, 21)
if (!first || !second || !third) throw new RangeError('three rows are needed')

function toItem(example: Example, persona = example, role: ScoringItem['role'] = 'policy'): ScoringItem {
  return { idx: 0, example, persona, condition: 'pair', role }
}

function sumInFloat64({ example, persona, condition, role }: ScoringItem, response: string): number {
  const prompt = vocabulary.encode(renderCondition(example, persona, condition, role).text)
  const { promptIds, responseIds } = prepareScoringTokens(prompt, vocabulary.encode(response), vocabulary)
  return -scoreInFloat64(model, promptIds, responseIds).reduce((sum, value) => sum + value, 0)
}

describe.each(['vllm', 'sglang', 'tgi', 'echo'] as const)('the %s adapter', { timeout: 60_000 }, (kind) => {
  let server: EmulatedServer
  let config: BackendConfig
  beforeAll(async () => {
    server = await startEmulatedServer(kind, model, vocabulary)
    const { bos: bosId, eos: eosId } = vocabulary
    const settings = { bosId, eosId, tokenizer: 'server', slots: 2, timeoutMs: 60_000 }
    config = { id: kind, name: kind, kind, baseUrl: server.origin, model: 'tiny', settings }
  })
  afterAll(() => server.close())

  test('gives the sums of a float64 forward pass, in order, for another persona too', async () => {
    const items = [toItem(second, third), toItem(third, third, 'reference')]
    const scorer = await createHttpScorer(config, 'secret-1')
    const scores = await scorer.score(items, signal)
    await scorer.close()
    expect(scores).toHaveLength(2)
    items.forEach((item, place) => {
      expect(scores[place]?.nllChosen).toBeCloseTo(sumInFloat64(item, item.example.chosen), 9)
      expect(scores[place]?.nllRejected).toBeCloseTo(sumInFloat64(item, item.example.rejected), 9)
      expect(scores[place]?.chosenTokens).toBe(vocabulary.encode(item.example.chosen).length + 1)
      expect(scores[place]?.promptTokensCut).toBe(0)
    })
    expect(server.seen.every(({ authorization }) => authorization === 'Bearer secret-1')).toBe(true)
  })

  test('sends both responses of a row in as few requests as the server can take', async () => {
    const before = server.seen.filter(({ path }) => path !== '/tokenize' && path !== '/detokenize').length
    const scorer = await createHttpScorer(config, null)
    await scorer.score([toItem(first)], signal)
    await scorer.close()
    const after = server.seen.filter(({ path }) => path !== '/tokenize' && path !== '/detokenize').length
    expect(after - before - (kind === 'tgi' ? 1 : 0)).toBe(1)
  })

  test('passes the probe', async () => {
    expect(await probeBackend(config, null, signal)).toMatchObject({ ok: true })
  })

  test('names the tokens that start and end a text', async () => {
    const asked = { ...config, settings: { ...config.settings, bosId: null } }
    const { bos, eos } = await findSpecialTokens(asked, null, signal)
    expect(bos).toEqual([{ id: vocabulary.bos, text: '<|begin_of_text|>' }])
    expect(eos).toEqual([
      { id: vocabulary.eos, text: '<|eot_id|>' },
      { id: vocabulary.bos + 1, text: '<|end_of_text|>' },
    ])
  })

  test('cuts a long prompt and a long response from the left, and knows where', async () => {
    const long = { ...first, prompt: 'Tea 🦩 or coffee? '.repeat(1200), chosen: 'rain '.repeat(8000) }
    const backend = await openHttpBackend(config, null)
    const { chosen, promptTokensCut } = await prepareItem(backend, toItem(long), signal)
    const text = renderCondition(long, long, 'pair', 'policy').text
    const ids = vocabulary.encode(text)
    expect(promptTokensCut).toBe(ids.length - TOKEN_LIMIT)
    expect(chosen.promptIds).toEqual([vocabulary.bos, ...ids.slice(-TOKEN_LIMIT)])
    expect(chosen.responseIds).toHaveLength(TOKEN_LIMIT + 1)
    const counted = await countPromptTokens(
      { key: 'long', backend: config, secret: null, condition: 'pair', seed: 1, readExamples: async () => [] },
      toItem(long),
      signal,
    )
    expect(counted).toMatchObject({ prompt: TOKEN_LIMIT + 1, promptCut: promptTokensCut, chosen: TOKEN_LIMIT + 1 })
    const kept = vocabulary.decode(ids.slice(-TOKEN_LIMIT)).toString()
    expect(text.slice(counted.cutCharacters).length - kept.replace(/^\uFFFD+/, '').length).toBeLessThanOrEqual(2)
    if (chosen.text !== null)
      expect(vocabulary.encode(chosen.text)).toEqual([...chosen.promptIds.slice(1), ...chosen.responseIds.slice(0, -1)])
    backend.close()
  })
})
