import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunConfig } from '@/lib/core/run'
import { makeScorer } from '@/lib/inference'
import { addExamples, closeDatabase, createBackend, createRun, readRun, readRunSummary, startRun } from '@/lib/store'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'
import { startTestWorker } from '@/tests/worker/start-test-worker'
import { type EmulatedKind, type Misbehaviour, startEmulatedServer } from './emulated-server'
import { answer, changeAll, vocabulary } from './fault-server'
import { makeTinyModel } from './tiny-model'

const ROWS = 4
const model = makeTinyModel(1)

beforeAll(async () => {
  await createTestDatabase()
})
afterAll(closeDatabase)

/** Scores a run with a worker and a server of this kind, until it ends. */
async function runOn(kind: EmulatedKind, misbehaviour: Misbehaviour, change: Partial<RunConfig> = {}) {
  const server = await startEmulatedServer(kind, model, vocabulary, misbehaviour)
  const { bos: bosId, eos: eosId } = vocabulary
  const settings = { bosId, eosId, tokenizer: 'server', slots: 2, timeoutMs: 10_000 }
  const backend = await createBackend({ name: kind, kind, baseUrl: server.origin, model: 't', settings, secret: null })
  const { id } = await createRun(makeConfig({ policyBackend: backend.id, referenceBackend: backend.id, ...change }))
  await addExamples(id, makeExamples(ROWS))
  await startRun(id, ROWS)
  const worker = startTestWorker(makeScorer)
  const isOver = async () => !['queued', 'running'].includes((await readRun(id)).status)
  await expect.poll(isOver, { timeout: 30_000 }).toBe(true)
  await worker.stop()
  await server.close()
  return readRun(id)
}

test('a run is scored by a server, and says what its probe found', { timeout: 40_000 }, async () => {
  const run = await runOn('sglang', {}, { condition: 'golden', control: true })
  expect([run.status, run.error]).toEqual(['done', null])
  expect(await readRunSummary(run.id)).toMatchObject({ scored: ROWS, control: { n: ROWS } })
  expect(run.models?.policy.join(' ')).toMatch(/Chain rule/)
})

test('a run survives a server that is busy at times', { timeout: 40_000 }, async () => {
  const respond: Misbehaviour['respond'] = (response, request, incoming) =>
    request % 3 === 0 && answer(429, '', { 'retry-after': '0' })(response, request, incoming)
  const run = await runOn('vllm', { respond })
  expect([run.status, run.error]).toEqual(['done', null])
})

test('a run fails with the reason when the server cannot score', async () => {
  const run = await runOn('tgi', { change: changeAll('prefill', () => []) })
  expect(run.status).toBe('failed')
  expect(run.error).toMatch(/probe refuses it.*--enable-prefill-logprobs/)
})
