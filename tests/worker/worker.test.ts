import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Backend } from '@/lib/core/backend'
import type { RunConfig } from '@/lib/core/run'
import { makeScorer } from '@/lib/inference'
import { InferenceError, type Scorer } from '@/lib/inference/scorer'
import type { ScorerFactory } from '@/lib/inference/scorer-pool'
import {
  addExamples,
  closeDatabase,
  createBackend,
  createRun,
  readProgress,
  readRun,
  readRunSummary,
  startRun,
} from '@/lib/store'
import { query } from '@/lib/store/database'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'
import { describeItem } from './remote-scorer'
import { scoreOf } from './score-server'
import { startTestWorker } from './start-test-worker'

const ROWS = 40
let backend: Backend

beforeAll(async () => {
  await createTestDatabase()
  backend = await createBackend({
    name: 'In the process',
    kind: 'echo',
    baseUrl: 'http://127.0.0.1:4390',
    model: '',
    settings: { bosId: null, eosId: 1, tokenizer: 'server', slots: 3, timeoutMs: 1000 },
    secret: null,
  })
})
afterAll(closeDatabase)

async function queueRun(change: Partial<RunConfig> = {}): Promise<string> {
  const run = await createRun(makeConfig({ policyBackend: backend.id, referenceBackend: backend.id, ...change }))
  await addExamples(run.id, makeExamples(ROWS))
  await startRun(run.id, ROWS)
  return run.id
}

async function waitForEnd(id: string) {
  const isOver = async () => !['queued', 'running'].includes((await readRun(id)).status)
  await expect.poll(isOver, { timeout: 30_000 }).toBe(true)
  return readRun(id)
}

function factoryOf(score: Scorer['score']): ScorerFactory {
  return async () => ({ scorer: { score, close: async () => {} }, notes: [] })
}

function refuse(code: string, status: number, isRetryable = false): InferenceError {
  return new InferenceError(`refused with ${status}`, { backend: backend.id, code, status, isRetryable })
}

/** Runs a run to its end with one worker. */
async function runWith(score: Scorer['score']) {
  const id = await queueRun()
  const worker = startTestWorker(factoryOf(score))
  const run = await waitForEnd(id)
  await worker.stop()
  return { run, progress: await readProgress(id) }
}

describe('a worker', () => {
  test('scores the others when the backend refuses one example for good', async () => {
    const { run, progress } = await runWith(async ([item]) => {
      if (item?.idx === 20 && item.role === 'policy') throw refuse('backend-refused', 400)
      return item ? [scoreOf(describeItem(item))] : []
    })
    expect(run).toMatchObject({ status: 'partial', error: 'example 20: refused with 400' })
    expect(progress.roles).toEqual([
      { role: 'policy', done: ROWS - 1, failed: 1 },
      { role: 'reference', done: ROWS, failed: 0 },
    ])
    expect(await readRunSummary(run.id)).toMatchObject({ scored: ROWS - 1, coverage: (ROWS - 1) / ROWS })
  })

  test('gives up at once when the backend cannot score at all', async () => {
    let calls = 0
    const { run } = await runWith(async () => {
      calls++
      throw refuse('backend-refused', 401)
    })
    expect(run).toMatchObject({ status: 'failed', error: 'refused with 401' })
    expect(calls).toBeLessThanOrEqual(3)
  })

  test.each([
    ['no score', () => []],
    ['a score too many', (score: ReturnType<typeof scoreOf>) => [score, score]],
    ['NaN', (score: ReturnType<typeof scoreOf>) => [{ ...score, nllChosen: Number.NaN }]],
    ['a negative sum', (score: ReturnType<typeof scoreOf>) => [{ ...score, nllRejected: -1 }]],
    ['half a token', (score: ReturnType<typeof scoreOf>) => [{ ...score, promptTokens: 0.5 }]],
    ['a hash that is none', (score: ReturnType<typeof scoreOf>) => [{ ...score, promptSha256: '\u0000' }]],
  ])('does not store %s', async (_, answer) => {
    const { run, progress } = await runWith(async ([item]) => (item ? answer(scoreOf(describeItem(item))) : []))
    expect(run).toMatchObject({ status: 'failed', error: expect.stringContaining('is no score') })
    expect(progress.scores).toBe(0)
  })

  test('fails a unit that never gets further', async () => {
    const { run } = await runWith(async () => {
      throw refuse('backend-unreachable', 502, true)
    })
    expect(run).toMatchObject({ status: 'failed', error: 'refused with 502' })
  })

  test('that stops gives its units back with what they have', async () => {
    const id = await queueRun()
    let calls = 0
    const worker = startTestWorker(
      factoryOf(async ([item], signal) => {
        if (++calls > 20)
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
        return item ? [scoreOf(describeItem(item))] : []
      }),
    )
    await expect.poll(() => calls, { timeout: 10_000 }).toBeGreaterThan(20)
    await worker.stop()
    const [left] = await query<{ leased: number }>(
      "SELECT count(*)::int AS leased FROM run_unit WHERE run_id = $1 AND state = 'leased'",
      [id],
    )
    expect(left?.leased).toBe(0)
    expect((await readProgress(id)).scores).toBe(20)
    const next = startTestWorker(factoryOf(async ([item]) => (item ? [scoreOf(describeItem(item))] : [])))
    expect((await waitForEnd(id)).status).toBe('done')
    await next.stop()
  })
})

describe.skipIf(!existsSync('dist/built-in-worker.mjs'))('the built-in scorer', () => {
  const change = { policyBackend: 'built-in', referenceBackend: 'built-in', control: true } as const

  async function readScores(id: string) {
    return query('SELECT idx, role, nll_chosen, nll_rejected FROM run_result WHERE run_id = $1 ORDER BY idx, role', [
      id,
    ])
  }

  test('gives the same numbers when its worker is replaced in the middle', async () => {
    const whole = await queueRun(change)
    const worker = startTestWorker(makeScorer)
    expect((await waitForEnd(whole)).status).toBe('done')
    await worker.stop()
    const torn = await queueRun(change)
    const first = startTestWorker(makeScorer)
    await expect
      .poll(async () => (await readProgress(torn)).scores, { timeout: 20_000, interval: 5 })
      .toBeGreaterThan(0)
    await first.stop()
    const second = startTestWorker(makeScorer)
    expect((await waitForEnd(torn)).status).toBe('done')
    await second.stop()
    expect(await readScores(torn)).toEqual(await readScores(whole))
    expect((await readRun(torn)).models?.policy[0]).toContain('Built-in statistical scorer')
    expect(await readRunSummary(torn)).toMatchObject({ scored: ROWS, control: { n: ROWS } })
  })

  test('says why it cannot score the demographic text', async () => {
    const id = await queueRun({ ...change, condition: 'demo' })
    const worker = startTestWorker(makeScorer)
    const run = await waitForEnd(id)
    await worker.stop()
    expect(run.status).toBe('failed')
    expect(run.error).toMatch(/demo/i)
  })
})
