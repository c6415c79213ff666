import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeMargin } from '@/lib/core/accuracy'
import { renderCondition } from '@/lib/core/prompts-condition'
import type { ConditionKey, RoleScore } from '@/lib/core/run'
import { InferenceError, type ScoringItem } from '../scorer'
import { type BuiltInScorerOptions, createBuiltInScorer } from './built-in-scorer'
import { largestGains } from './explanation'
import { makeUpRows } from './made-up-rows.fixture'

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')
const ROWS = makeUpRows(40, 10, 3)
const NEVER = new AbortController().signal
let folder: string
let workerPath: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'built-in-worker-'))
  workerPath = join(folder, 'worker.mjs')
  await build({
    entryPoints: [join(root, 'lib/inference/built-in/worker.ts')],
    outfile: workerPath,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { '@': root },
  })
})

afterAll(() => rmSync(folder, { recursive: true }))

function open(options: Partial<BuiltInScorerOptions> = {}) {
  return createBuiltInScorer({ examples: ROWS, seed: 1, condition: 'all', threads: 1, workerPath, ...options })
}

function itemsOf(condition: ConditionKey, role: ScoringItem['role']): ScoringItem[] {
  return ROWS.map((example, idx) => ({ idx, example, persona: example, condition, role }))
}

type Scores = Record<'policy' | 'reference', readonly RoleScore[]>
const scored = new Map<ConditionKey, Promise<Scores>>()

/** The scores of all rows as most tests need them, made once for a condition. */
function scoreOnce(condition: ConditionKey): Promise<Scores> {
  const scores = scored.get(condition) ?? scoreAll(condition)
  scored.set(condition, scores)
  return scores
}

async function scoreAll(condition: ConditionKey, options: Partial<BuiltInScorerOptions> = {}): Promise<Scores> {
  const scorer = await open({ condition, ...options })
  try {
    const policy = await scorer.score(itemsOf(condition, 'policy'), NEVER)
    return { policy, reference: await scorer.score(itemsOf(condition, 'reference'), NEVER) }
  } finally {
    await scorer.close()
  }
}

function withoutTimes(scores: Scores) {
  return [...scores.policy, ...scores.reference].map((score) => ({ ...score, durationMs: 0 }))
}

describe('scoring', () => {
  test.each(['ugc', 'pair', 'all', 'profile-given'] as const)(
    '%s tells the lively from the calm',
    async (condition) => {
      const { policy, reference } = await scoreOnce(condition)
      const margins = policy.flatMap((score, row) => {
        const other = reference[row]
        return other ? [computeMargin(score, other)] : []
      })
      const informed = margins.filter((_, row) => condition === 'profile-given' || (ROWS[row]?.pairs.length ?? 0) > 0)
      expect(margins).toHaveLength(ROWS.length)
      expect(informed.filter((margin) => margin > 0).length / informed.length).toBeGreaterThan(0.8)
    },
  )

  test('a row without evidence is a tie to the last bit', async () => {
    const { policy, reference } = await scoreOnce('all')
    const empty = ROWS.flatMap((row, index) => (row.pairs.length === 0 ? [index] : []))
    expect(empty.length).toBeGreaterThan(5)
    for (const index of empty) {
      expect(policy[index]?.nllChosen).toBe(reference[index]?.nllChosen)
      expect(policy[index]?.nllRejected).toBe(reference[index]?.nllRejected)
    }
  })

  test('a condition that the rows have nothing for is a tie everywhere', async () => {
    const { policy, reference } = await scoreOnce('golden')
    expect(policy.map((score) => score.nllChosen)).toEqual(reference.map((score) => score.nllChosen))
  })

  test('the numbers depend on rows and seed alone, not on threads or batches', async () => {
    const one = withoutTimes(await scoreOnce('profile-given'))
    expect(withoutTimes(await scoreAll('profile-given', { threads: 3 }))).toEqual(one)
    expect(withoutTimes(await scoreAll('profile-given', { seed: 2 }))).not.toEqual(one)
  })

  test('says what it scored', async () => {
    const { policy } = await scoreOnce('pair')
    const [row] = ROWS
    const prompt = row && renderCondition(row, row, 'pair', 'policy').text
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(prompt))
    const [score] = policy
    expect(score?.promptSha256).toBe(Buffer.from(digest).toString('hex'))
    expect(score?.promptTokensCut).toBe(0)
    expect(score?.promptTokens).toBeGreaterThan(10)
    expect(score?.chosenTokens).toBeGreaterThan(1)
    expect(score?.nllChosen).toBeGreaterThan(0)
  })
})

describe('rows with few posts', () => {
  test.each([
    [3, 3, 'responses to other posts'],
    [1, 1, 'histories under other posts'],
  ])('%i post: %i folds', async (postCount, folds, words) => {
    const examples = makeUpRows(12, postCount, 4)
    const scorer = await open({ examples })
    expect(scorer.description.folds).toBe(folds)
    expect(scorer.description.notes.join(' ')).toContain(words)
    await scorer.close()
  })

  test('one post without histories: says that nothing could be learnt, and scores', async () => {
    const [example] = makeUpRows(1, 1, 4).map((row) => ({ ...row, ugc: [], pairs: [] }))
    if (!example) throw new RangeError('no row')
    const scorer = await open({ examples: [example] })
    expect(scorer.description.notes.join(' ')).toContain('nothing could be learnt')
    const items = [{ idx: 0, example, persona: example, condition: 'all', role: 'policy' } as const]
    const [score] = await scorer.score(items, NEVER)
    expect(Number.isFinite(score?.nllChosen)).toBe(true)
    await scorer.close()
  })
})

test('explains an item by named weights and tokens that add up to its score', async () => {
  const scorer = await open()
  const [item] = itemsOf('all', 'policy')
  if (!item) throw new RangeError('no item')
  const [score] = await scorer.score([item], NEVER)
  const explanation = await scorer.explain(item, NEVER)
  expect(explanation.theta?.find(({ name }) => name === 'exclamation mark')?.weight).toBeGreaterThan(0.1)
  const policy = explanation.chosen.reduce((sum, token) => sum + token.policy, 0)
  expect(-policy).toBeCloseTo(score?.nllChosen ?? 0, 8)
  expect(explanation.chosen.map((token) => token.text).join('')).toBe(item.example.chosen)
  expect(largestGains(explanation.chosen, 1)[0]?.tokenClass).toBe('exclamation mark')
  await scorer.close()
})

describe('refusals', () => {
  test('demographic text cannot be scored', async () => {
    await expect(open({ condition: 'demo' })).rejects.toMatchObject({ facts: { code: 'backend-cannot-score' } })
    const scorer = await open()
    const scoring = scorer.score(itemsOf('demo', 'reference'), NEVER)
    await expect(scoring).rejects.toThrow(InferenceError)
    await expect(scoring).rejects.toMatchObject({ facts: { code: 'backend-cannot-score' } })
    await scorer.close()
  })

  test('a profile condition that was not learnt is refused', async () => {
    const scorer = await open({ condition: 'all' })
    const scoring = scorer.score(itemsOf('golden', 'policy'), NEVER)
    await expect(scoring).rejects.toMatchObject({ facts: { code: 'condition-not-learnt' } })
    await scorer.close()
  })

  test('a missing program says how to build it', async () => {
    await expect(open({ workerPath: join(folder, 'none.mjs') })).rejects.toThrow('node scripts/build-workers.mjs')
  })

  test('a program that fails at once is reported', async () => {
    await expect(open({ workerPath: join(root, 'package.json') })).rejects.toMatchObject({
      facts: { backend: 'built-in' },
    })
  })
})

describe('ending early', () => {
  test('the signal ends the learning with its reason', async () => {
    const controller = new AbortController()
    const opening = open({ examples: makeUpRows(2000, 1000, 5), signal: controller.signal })
    controller.abort(new Error('stopped'))
    await expect(opening).rejects.toThrow('stopped')
  })

  test('the signal ends a scoring, and the scorer still works', async () => {
    const scorer = await open()
    const controller = new AbortController()
    const scoring = scorer.score(itemsOf('all', 'policy'), controller.signal)
    controller.abort(new Error('stopped'))
    await expect(scoring).rejects.toThrow('stopped')
    expect(await scorer.score(itemsOf('all', 'policy').slice(0, 2), NEVER)).toHaveLength(2)
    await scorer.close()
  })

  test('closing fails what is under way and what comes later', async () => {
    const scorer = await open()
    const scoring = scorer.score(itemsOf('all', 'policy'), NEVER)
    await Promise.all([expect(scoring).rejects.toMatchObject({ facts: { code: 'scorer-closed' } }), scorer.close()])
    await expect(scorer.score(itemsOf('all', 'policy'), NEVER)).rejects.toThrow(InferenceError)
  })
})

test('progress counts the folds', async () => {
  const steps: string[] = []
  const scorer = await open({ threads: 2, onProgress: ({ done, total }) => steps.push(`${done}/${total}`) })
  expect(steps).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5'])
  await scorer.close()
})
