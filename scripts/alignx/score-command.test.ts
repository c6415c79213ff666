import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runSummarySchema } from '@/lib/core/run-summary'
import { callAlignx } from '@/tests/setup/run-alignx'

vi.setConfig({ testTimeout: 120_000 })

// Made by scripts/build-workers.mjs.
const HAS_WORKER = existsSync('dist/built-in-worker.mjs')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alignx-score-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Rows of short responses, half of the persons liking brief ones. */
function writeRows(): string {
  const brief = (topic: string) => `Try ${topic}.`
  const long = (topic: string) =>
    `You could try ${topic}, which many people like, and see how it goes for a week or two.`
  const rows = Array.from({ length: 40 }, (_, index) => {
    const pairOf = (topic: string) => {
      const responses = [brief(topic), long(topic)]
      const [chosen, rejected] = index % 2 ? responses : responses.reverse()
      return { prompt: `What about ${topic}?`, chosen, rejected }
    }
    return { ...pairOf(`plan ${index}`), 'Pair-wise Comparative Feedback': ['tea', 'rest', 'music'].map(pairOf) }
  })
  const file = join(folder, 'rows.json')
  writeFileSync(file, JSON.stringify(rows))
  return file
}

describe('alignx score', () => {
  test.skipIf(!HAS_WORKER)(
    'scores with the built-in scorer, and its eval_data files tell the same accuracy',
    async () => {
      const file = writeRows()
      const out = join(folder, 'eval_data')
      const args = ['score', file, '--backend', 'built-in', '--condition', 'pair', '--seed', '5', '--control', '--json']
      const ended = await callAlignx(...args, '--out', out)
      expect(ended).toMatchObject({ status: 0, stderr: '' })
      const summary = runSummarySchema.parse(JSON.parse(ended.stdout))
      expect(summary).toMatchObject({ total: 40, scored: 40, coverage: 1 })
      expect(summary.control?.n).toBe(40)
      const joined = await callAlignx('accuracy', join(out, 'reference.jsonl'), join(out, 'policy.jsonl'), '--json')
      const { n, correct, ties, accuracy } = summary.accuracy
      expect(JSON.parse(joined.stdout)).toMatchObject({ n, correct, ties, accuracy, coverage: 1, mismatched: [] })
      expect((await callAlignx(...args)).stdout).toBe(ended.stdout)
    },
  )

  test.each([
    [['--backend', 'ollama'], '--backend must be one of built-in, vllm'],
    [['--backend', 'built-in', '--condition', 'mood'], '--condition must be one of ugc'],
    [['--backend', 'built-in', '--seed', '-1'], '--seed'],
    [['--backend', 'vllm', '--eos', '2'], "The backend's baseUrl is not valid"],
    [['--backend', 'vllm', '--url', 'http://127.0.0.1:9', '--eos', 'two'], "The backend's settings.eosId is not valid"],
  ])('refuses %j with status 2', async (args, message) => {
    const ended = await callAlignx('score', join(folder, 'none.json'), ...args)
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain(message)
    expect(ended.stderr.split('\n')).toHaveLength(2)
  })
})
