import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashExample } from '@/lib/core/content-hash'
import type { Example } from '@/lib/core/example'
import { createRandom } from '@/lib/core/random'
import type { RunConfig, RunExample } from '@/lib/core/run'
import { runProgressSchema, runReportSchema } from '@/lib/core/run-report'
import { resultPageSchema } from '@/lib/core/run-requests'
import { createBufferedHasher } from '@/lib/dataset/hasher'
import { RESUME_PORT } from './ports'
import { type StartedApp, startApp } from './started-app'
import { expect, test } from './watched-page'

const ORIGIN = `http://localhost:${RESUME_PORT}`
/** The sample of the app that the other tests use: the same for any state folder. */
const SAMPLE = join('.data-e2e', 'sample')
const ROWS = 160
const ROWS_AT_ONCE = 40
const ROLE_COUNT = 4
const WORDS = 'the a tea garden music quiet long walk city paint read stone river light warm night'.split(' ')

// The page notes that the killed server does not answer.
test.use({ baseURL: ORIGIN, tolerated: /net::ERR_/ })

let app: StartedApp | null = null
test.afterEach(() => app?.kill())

test('a killed server goes on with its run: no result is lost and none is there twice', async ({ page }) => {
  test.setTimeout(300_000)
  const data = await mkdtemp(join(tmpdir(), 'alignx-resume-'))
  await cp(SAMPLE, join(data, 'sample'), { recursive: true })
  app = await startApp(RESUME_PORT, data)
  const id = await prepareRun()
  await page.goto(`/evaluate/${id}`)
  await page.getByRole('button', { name: `Score ${ROWS} rows` }).click()
  const bar = page.getByRole('progressbar', { name: 'Scores' })
  await expect.poll(async () => (await readProgress(id)).scores, { intervals: [50] }).toBeGreaterThan(100)
  await expect(bar).toBeVisible()
  const before = await readResults(id)
  await app.kill()
  await expect(call('GET', `/runs/${id}/progress`)).rejects.toThrow()
  await expect(page.getByText('The connection to this run is broken')).toBeVisible()
  await expect(bar).toBeVisible()

  app = await startApp(RESUME_PORT, data)
  const resumed = await readProgress(id)
  expect(resumed.scores).toBeGreaterThan(100)
  await expect(page.getByText('The connection to this run is broken')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible({ timeout: 120_000 })
  await expect(bar).toBeHidden()
  await expect(page.getByText(`of ${ROWS} · coverage 100.0 %`)).toBeVisible()
  expect((await readProgress(id)).status).toBe('done')
  const after = await readResults(id)
  expect(after.map(({ idx }) => idx)).toEqual(Array.from({ length: ROWS }, (_, idx) => idx))
  for (const { scores } of after) expect(new Set(scores.map(({ role }) => role)).size).toBe(ROLE_COUNT)
  expect(after.flatMap(({ scores }) => scores)).toHaveLength(ROWS * ROLE_COUNT)
  for (const { idx, scores } of before) expect(after[idx]?.scores).toEqual(expect.arrayContaining([...scores]))
  expect(before.flatMap(({ scores }) => scores).length).toBeLessThan(ROWS * ROLE_COUNT)
  await app.kill()
  await rm(data, { recursive: true })
})

/** A run with its rows, not started yet. */
async function prepareRun(): Promise<string> {
  const config: RunConfig = {
    name: 'Killed on the way',
    condition: 'pair',
    policyBackend: 'built-in',
    referenceBackend: 'built-in',
    control: true,
    seed: 7,
    source: { label: 'made up', view: '', filter: '', synthetic: true, available: ROWS, datasetHash: '0'.repeat(64) },
  }
  const { id } = runReportSchema.parse(await call('POST', '/runs', config))
  const rows = await makeRows()
  for (let at = 0; at < ROWS; at += ROWS_AT_ONCE)
    await call('POST', `/runs/${id}/examples`, { examples: rows.slice(at, at + ROWS_AT_ONCE) })
  return id
}

/** Rows long enough that scoring them takes seconds. */
async function makeRows(): Promise<readonly RunExample[]> {
  const hasher = await createBufferedHasher()
  const random = createRandom(1)
  const text = (words: number) =>
    Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')
  const makePair = () => ({ prompt: text(30), chosen: text(200), rejected: text(200), direction: null })
  return Array.from({ length: ROWS }, (_, idx) => {
    const example: Example = {
      prompt: text(40),
      chosen: text(500),
      rejected: text(500),
      direction: null,
      demographics: null,
      ugc: [],
      pairs: [makePair(), makePair()],
      profile: null,
      groundTruthPersona: null,
      extra: {},
    }
    return { idx, hash: hashExample(example, hasher), example }
  })
}

async function readProgress(id: string) {
  return runProgressSchema.parse(await call('GET', `/runs/${id}/progress`))
}

async function readResults(id: string) {
  return resultPageSchema.parse(await call('GET', `/runs/${id}/results?limit=1000`)).rows
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${ORIGIN}/api/v1${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
  return text === '' ? null : JSON.parse(text)
}
