import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { countActive } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { readExample } from '@/lib/core/read-example'
import { callAlignx } from '@/tests/setup/run-alignx'
import { readRows } from './read-rows'

vi.setConfig({ testTimeout: 60_000 })

const reportSchema = z.object({
  format: z.literal('alignx-health'),
  provenance: z.object({ dataset: z.string(), datasetHash: z.string().length(64), synthetic: z.boolean().nullable() }),
  rows: z.int(),
  checks: z.array(z.object({ key: z.string(), found: z.int(), considered: z.int(), state: z.string() })),
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alignx-health-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function readReport(...args: string[]) {
  const { status, stdout, stderr } = await callAlignx('health', ...args)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return reportSchema.parse(JSON.parse(stdout))
}

/** Rows that have an equal one by some text. */
function countShared(examples: readonly Example[], textOf: (example: Example) => string | null): number {
  const counts = new Map<string, number>()
  const texts = examples.map(textOf).filter((text) => text !== null && text.trim() !== '')
  for (const text of texts) counts.set(text ?? '', (counts.get(text ?? '') ?? 0) + 1)
  return [...counts.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0)
}

describe('alignx health', () => {
  test('counts on the sample what a plain count over its rows gives', async () => {
    const out = join(folder, 'sample')
    await callAlignx('sample', '--out', out, '--rows', '500', '--shards', '1', '--seed', '11', '--text-scale', '0.3')
    const file = join(out, 'sample-00000-of-00001.parquet')
    const examples: Example[] = []
    for await (const { row, raw } of readRows(file)) examples.push(readExample(raw, { file, row }))
    const report = await readReport(file, '--json')
    expect(report).toMatchObject({ rows: 500, provenance: { synthetic: true } })
    const found = new Map(report.checks.map((check) => [check.key, check.found]))
    const count = (isFound: (example: Example) => boolean) => examples.filter(isFound).length
    const plain = {
      'identical-responses': count(({ chosen, rejected }) => chosen === rejected),
      'target-in-history': count(({ prompt, ugc, pairs }) => [...ugc, ...pairs].some((item) => item.prompt === prompt)),
      'duplicate-rows': countShared(examples, (example) =>
        JSON.stringify({ ...example, demographics: example.demographics ?? '' }),
      ),
      'duplicate-posts': countShared(examples, ({ prompt }) => prompt),
      'same-demographics': countShared(examples, ({ demographics }) => demographics),
      'no-history': count(({ ugc, pairs }) => ugc.length + pairs.length === 0),
      'all-neutral': count(({ direction }) => direction !== null && countActive(direction) === 0),
      'chosen-longer': count(({ chosen, rejected }) => chosen.length > rejected.length),
      'llama-tokens': count(
        (example) => JSON.stringify(example).includes('<|e') || JSON.stringify(example).includes('<|st'),
      ),
    }
    // <|endoftext|> begins as those of Llama do.
    plain['llama-tokens'] -= count((example) => {
      const text = JSON.stringify(example)
      return text.includes('<|endoftext') && !text.includes('<|eot') && !text.includes('<|st')
    })
    for (const [key, rows] of Object.entries(plain)) expect([key, found.get(key)]).toEqual([key, rows])
    for (const [key, rows] of Object.entries(plain))
      if (key !== 'llama-tokens') expect([key, rows > 0]).toEqual([key, true])
    // The sample's texts agree with its directions by rule.
    expect(report.checks.find(({ key }) => key === 'demographics-contradiction')?.considered).toBeGreaterThan(166)
    expect(found.get('demographics-contradiction')).toBe(0)
  })

  test('writes Markdown, and CSV when asked', async () => {
    const file = join(folder, 'rows.jsonl')
    const row = { prompt: 'p', chosen: 'same', rejected: 'same' }
    writeFileSync(file, [row, { ...row, chosen: 'other' }].map((cells) => `${JSON.stringify(cells)}\n`).join(''))
    const markdown = await callAlignx('health', file)
    expect(markdown.stdout).toContain('| Fault | Chosen and rejected are identical | 1 | 50.0 % | 1 of 2 rows. |')
    expect(markdown.stdout).toContain('does not say whether it is synthetic')
    const csv = await callAlignx('health', file, '--as', 'csv')
    expect(csv.stdout).toContain('identical-responses,Chosen and rejected are identical,fault,1,2,0.5,')
  })

  test('refuses unusable input', async () => {
    const file = join(folder, 'bad.json')
    writeFileSync(file, '[{"prompt": "p", "chosen": 3}]')
    const bad = await callAlignx('health', file)
    expect([bad.status, bad.stdout]).toEqual([2, ''])
    expect(bad.stderr).toContain('bad.json, row 0, chosen')
    expect((await callAlignx('health', file, '--as', 'pdf')).stderr).toContain(
      '--as must be one of markdown, json, csv',
    )
  })
})
