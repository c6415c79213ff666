import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { BackendConfig } from '@/lib/core/backend'
import type { Example } from '@/lib/core/example'
import { renderCondition } from '@/lib/core/prompts-condition'
import { probeBackend } from '@/lib/inference'
import { findSpecialTokens } from '@/lib/inference/http/find-special-tokens'
import { openHttpBackend } from '@/lib/inference/http/http-backend'
import { createHttpScorer } from '@/lib/inference/http/http-scorer'
import type { ScoringItem } from '@/lib/inference/scorer'
import { scoreInFloat64 } from './forward'
import { findLlamaServer, type LlamaServer, startLlamaServer } from './llama-server-process'
import { makePeerExamples, makeVocabularyTexts } from './peer-texts'
import { makeTinyModel, SHAPE } from './tiny-model'
import { makeTinyVocabulary, toTokenizerJson } from './tiny-vocabulary'
import { writeGguf } from './write-gguf'

const peer = findLlamaServer()
const problem = 'problem' in peer ? peer.problem : null
if (problem !== null) console.warn(`The checks against llama.cpp's server are skipped: ${problem}`)

const { signal } = new AbortController()
const vocabulary = makeTinyVocabulary(makeVocabularyTexts(), SHAPE.vocabulary)
const model = makeTinyModel(1)

describe.skipIf(problem !== null)("llama.cpp's server", { timeout: 120_000 }, () => {
  let folder = ''
  let server: LlamaServer

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alignx-peer-'))
    const path = join(folder, 'tiny.gguf')
    await writeFile(path, writeGguf(model, vocabulary))
    await mkdir(join(folder, 'tokenizers'))
    await writeFile(join(folder, 'tokenizers', 'tiny.json'), toTokenizerJson(vocabulary))
    vi.stubEnv('ALIGNX_DATA_DIR', folder)
    server = await startLlamaServer(path)
  }, 240_000)
  afterAll(async () => {
    vi.unstubAllEnvs()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  function configure(kind: BackendConfig['kind'] = 'llama-server', tokenizer = 'server'): BackendConfig {
    const { bos: bosId, eos: eosId } = vocabulary
    const settings = { bosId, eosId, tokenizer, slots: 2, timeoutMs: 60_000 }
    return { id: 'peer', name: 'Peer', kind, baseUrl: server.origin, model: 'tiny', settings }
  }

  function toItems(examples: readonly Example[], role: ScoringItem['role'] = 'policy'): ScoringItem[] {
    return examples.map((example, idx) => ({ idx, example, persona: example, condition: 'all', role }))
  }

  // The sum over a response in float64, from our own tokenizer and forward pass alone.
  function sumInFloat64({ example, persona, condition, role }: ScoringItem, response: string): number {
    const prompt = [vocabulary.bos, ...vocabulary.encode(renderCondition(example, persona, condition, role).text)]
    const values = scoreInFloat64(model, prompt, [...vocabulary.encode(response), vocabulary.eos])
    return -values.reduce((sum, value) => sum + value, 0)
  }

  async function expectExact(items: readonly ScoringItem[], config = configure()): Promise<number> {
    const scorer = await createHttpScorer(config, null)
    const scores = await scorer.score(items, signal)
    await scorer.close()
    expect(scores).toHaveLength(items.length)
    const differences = items.flatMap((item, place) => [
      Math.abs((scores[place]?.nllChosen ?? Number.NaN) - sumInFloat64(item, item.example.chosen)),
      Math.abs((scores[place]?.nllRejected ?? Number.NaN) - sumInFloat64(item, item.example.rejected)),
    ])
    const greatest = Math.max(...differences)
    expect(greatest).toBeLessThan(1e-3)
    return greatest
  }

  test('scores AlignX-style rows within 1e-3 of a float64 forward pass, by its own tokenizer', async () => {
    const items = toItems(makePeerExamples(6, 11))
    const start = performance.now()
    const greatest = await expectExact(items)
    console.info(
      `${'version' in peer ? peer.version : ''}: 12 sums differ by at most ${greatest.toExponential(1)} nats, ${Math.round(performance.now() - start)} ms with the float64 pass`,
    )
  })

  test('scores the same by a tokenizer file', async () => {
    await expectExact(toItems(makePeerExamples(2, 12), 'reference'), configure('llama-server', 'tiny.json'))
  })

  test.each([
    ['an empty response', ''],
    ['emoji that are several tokens', '🦩🦑 yes 🫠'],
    ['Japanese and Thai', '雨が好きです สวัสดี'],
    ['an end token in the text, which no grammar may force', 'one <|eot_id|> two <|end_of_text|> three'],
    ['headers in the text', '<|start_header_id|>user<|end_header_id|>\n\nhi'],
    ['a grammar in the text', 'root ::= "a" | <[5]> \\ "'],
    ['a lone surrogate', 'broken \ud83d here'],
    ['control characters', 'a\u0001b\u0007\u007f\r\n\t'],
    ['more tokens than one grammar forces', 'tea or coffee '.repeat(110)],
  ])('scores %s exactly', async (_what, response) => {
    const [example] = makePeerExamples(1, 13)
    if (!example) throw new RangeError('no example')
    const changed = { ...example, ugc: [], pairs: [], chosen: response, rejected: 'Tea.' }
    await expectExact(toItems([changed]))
  })

  test('tokenises as the vocabulary and the tokenizer file do', async () => {
    const ours = await openHttpBackend(configure('llama-server', 'tiny.json'), null)
    const theirs = await openHttpBackend(configure(), null)
    const texts = makePeerExamples(4, 14).flatMap((example) => [
      renderCondition(example, example, 'all', 'policy').text,
      example.chosen,
    ])
    for (const text of [...texts, '🦩 ’“” \u00a0 \n\n\n  x', "DON'T we'LL"]) {
      const expected = vocabulary.encode(text)
      expect(await theirs.tokens.tokenise(text, signal)).toEqual(expected)
      expect(await ours.tokens.tokenise(text, signal)).toEqual(expected)
      expect(await theirs.tokens.tokeniser.findCut(text, expected, 1, signal)).toBe(
        await ours.tokens.tokeniser.findCut(text, expected, 1, signal),
      )
    }
    ours.close()
    theirs.close()
  })

  test('passes the probe', async () => {
    const probe = await probeBackend(configure(), null, signal)
    expect(probe.checks.map((check) => [check.name, check.ok])).toEqual([
      ['Tokenizer', true],
      ['BOS and EOS', true],
      ['One value a token', true],
      ['Chain rule', true],
      ['Values differ', true],
    ])
    expect(probe.ok).toBe(true)
  })

  test.each(['echo', 'vllm'] as const)('is refused through the %s adapter, whose wishes it ignores', async (kind) => {
    const probe = await probeBackend(configure(kind, 'tiny.json'), null, signal)
    expect(probe.ok).toBe(false)
    expect(probe.checks.at(-1)).toMatchObject({ name: 'One value a token', ok: false })
    expect(probe.checks.at(-1)?.detail).toMatch(/ignores/)
  })

  test('says which tokens start and end a text', async () => {
    const found = await findSpecialTokens(configure(), null, signal)
    expect(found.bos).toEqual([{ id: vocabulary.bos, text: '<|begin_of_text|>' }])
    expect(found.eos[0]).toEqual({ id: vocabulary.eos, text: '<|eot_id|>' })
  })

  test('lives after all of it', async () => {
    expect((await fetch(`${server.origin}/health`)).ok).toBe(true)
  })
})
