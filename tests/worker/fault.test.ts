import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Backend } from '@/lib/core/backend'
import { addExamples, closeDatabase, createBackend, createRun, readProgress, readRun, startRun } from '@/lib/store'
import { query } from '@/lib/store/database'
import { type BundledProgram, bundleProgram } from '@/tests/setup/bundle-program'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'
import { makeRemoteScorer } from './remote-scorer'
import { type ScoreServer, startScoreServer } from './score-server'
import { startTestWorker } from './start-test-worker'

const ROWS = 60
const SLOTS = 6
let server: ScoreServer
let backend: Backend
let program: BundledProgram
const children: ChildProcess[] = []

beforeAll(async () => {
  await createTestDatabase()
  program = await bundleProgram('tests/worker/worker-program.ts')
  server = await startScoreServer(0.05, 0.02, 8)
  backend = await createBackend({
    name: 'Score server',
    kind: 'echo',
    baseUrl: server.url,
    model: '',
    settings: { bosId: null, eosId: 1, tokenizer: 'server', slots: SLOTS, timeoutMs: 5000 },
    secret: null,
  })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  program.remove()
  await closeDatabase()
  await server.close()
})

async function startChild(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--conditions=react-server', program.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

async function queueRun(): Promise<string> {
  const run = await createRun(makeConfig({ control: true, policyBackend: backend.id, referenceBackend: backend.id }))
  await addExamples(run.id, makeExamples(ROWS))
  await startRun(run.id, ROWS)
  return run.id
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 60_000, interval: 50 }).toBe(true)
}

const isDone = async (id: string) => (await readRun(id)).status === 'done'
const countScores = async (id: string) => (await readProgress(id)).scores

function readResults(id: string) {
  return query(
    'SELECT idx, role, nll_chosen, nll_rejected, prompt_sha256 FROM run_result WHERE run_id = $1 ORDER BY idx, role',
    [id],
  )
}

test('two workers, one killed in the middle and replaced, leave each result once and as an undisturbed run has it', async () => {
  const undisturbed = await queueRun()
  const worker = startTestWorker(makeRemoteScorer)
  await waitFor(() => isDone(undisturbed))
  await worker.stop()

  const disturbed = await queueRun()
  const [victim] = await Promise.all([startChild(), startChild()])
  await waitFor(async () => (await countScores(disturbed)) > ROWS)
  victim.kill('SIGKILL')
  await once(victim, 'exit')
  expect(await countScores(disturbed)).toBeLessThan(ROWS * 4)
  await startChild()
  await waitFor(() => isDone(disturbed))

  const results = await readResults(disturbed)
  expect(results).toHaveLength(ROWS * 4)
  expect(results).toEqual(await readResults(undisturbed))
  const [writes] = await query<{ most: number }>('SELECT max(writes) AS most FROM run_result WHERE run_id = $1', [
    disturbed,
  ])
  expect(writes?.most).toBe(1)
  expect(server.peak()).toBeLessThanOrEqual(SLOTS)
  expect(server.counts.busy).toBeGreaterThan(10)
  expect(server.counts.dropped).toBeGreaterThan(2)
}, 120_000)
