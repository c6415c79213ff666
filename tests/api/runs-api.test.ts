import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { POST as cancel } from '@/app/api/v1/runs/[id]/cancel/route'
import { GET as readEvents } from '@/app/api/v1/runs/[id]/events/route'
import { POST as addExamples } from '@/app/api/v1/runs/[id]/examples/route'
import { GET as exportRole } from '@/app/api/v1/runs/[id]/export/route'
import { GET as readHashes } from '@/app/api/v1/runs/[id]/hashes/route'
import { GET as readResults } from '@/app/api/v1/runs/[id]/results/route'
import { POST as retry } from '@/app/api/v1/runs/[id]/retry/route'
import { DELETE as deleteRun, GET as readRun } from '@/app/api/v1/runs/[id]/route'
import { POST as start } from '@/app/api/v1/runs/[id]/start/route'
import { GET as readSummary } from '@/app/api/v1/runs/[id]/summary/route'
import { POST as importRun } from '@/app/api/v1/runs/import/route'
import { POST as createRun, GET as listRuns } from '@/app/api/v1/runs/route'
import { computeMargin } from '@/lib/core/accuracy'
import { runProgressSchema, runReportSchema } from '@/lib/core/run-report'
import { hashesSchema, resultPageSchema, runListSchema } from '@/lib/core/run-requests'
import { runSummarySchema } from '@/lib/core/run-summary'
import type { RunWorker } from '@/lib/inference/run-worker'
import { closeDatabase } from '@/lib/store'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'
import { describeItem } from '@/tests/worker/remote-scorer'
import { scoreOf } from '@/tests/worker/score-server'
import { startTestWorker } from '@/tests/worker/start-test-worker'
import { at, request } from './call'

const ROWS = 50
const examples = makeExamples(ROWS)
let worker: RunWorker
/** How long the scorer takes for a batch, changed by the tests that need a run in the middle. */
let delayMs = 0
let abortedAt = 0

beforeAll(async () => {
  await createTestDatabase()
  worker = startTestWorker(async () => ({
    notes: ['A scorer of the tests'],
    scorer: {
      async score(items, signal) {
        for (let waited = 0; waited < delayMs && !signal.aborted; waited += 10)
          await new Promise((resolve) => setTimeout(resolve, 10))
        if (signal.aborted) abortedAt = performance.now()
        signal.throwIfAborted()
        return items.map((item) => scoreOf(describeItem(item)))
      },
      close: async () => {},
    },
  }))
})
afterAll(async () => {
  await worker.stop()
  await closeDatabase()
})

async function queueRun(control = false): Promise<string> {
  const created = await createRun(request('POST', '/api/v1/runs', makeConfig({ control })))
  expect(created.status).toBe(201)
  const { id, status } = runReportSchema.parse(await created.json())
  expect(status).toBe('collecting')
  for (let from = 0; from < ROWS; from += 20) {
    const chunk = { examples: examples.slice(from, from + 20) }
    const sent = await addExamples(request('POST', `/api/v1/runs/${id}/examples`, chunk), at({ id }))
    expect(await sent.json()).toEqual({ examples: Math.min(ROWS, from + 20) })
  }
  const started = await start(request('POST', `/api/v1/runs/${id}/start`, { rows: ROWS }), at({ id }))
  expect(await started.json()).toMatchObject({ id, status: 'queued', total: ROWS })
  return id
}

async function readStatus(id: string) {
  return runReportSchema.parse(await (await readRun(request('GET', `/api/v1/runs/${id}`), at({ id }))).json())
}

async function readEventsOf(id: string, lastEventId?: string) {
  const headers: Record<string, string> = lastEventId ? { 'last-event-id': lastEventId } : {}
  const response = await readEvents(request('GET', `/api/v1/runs/${id}/events`, undefined, headers), at({ id }))
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
  const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('event: progress'))
  return events.map((event) => ({
    id: /^id: (.*)$/m.exec(event)?.[1] ?? '',
    progress: runProgressSchema.parse(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '')),
  }))
}

describe('a run with its control', () => {
  let id: string
  beforeAll(async () => {
    delayMs = 60
    id = await queueRun(true)
  })

  test('streams its progress to the end and closes', async () => {
    const events = await readEventsOf(id)
    const scores = events.map(({ progress }) => progress.scores)
    expect(scores).toEqual(scores.toSorted((a, b) => a - b))
    expect(events.at(-1)?.progress).toMatchObject({ status: 'done', scores: ROWS * 4, scoresWanted: ROWS * 4 })
    expect(events.at(-1)?.progress.roles).toHaveLength(4)
    expect(events.length).toBeGreaterThan(1)
    expect(await readEventsOf(id, events.at(-1)?.id)).toEqual([])
    expect(await readEventsOf(id, 'another')).toHaveLength(1)
    delayMs = 0
  })

  test('keeps what was frozen', async () => {
    const run = await readStatus(id)
    expect(run.models).toEqual({ policy: ['A scorer of the tests'], reference: ['A scorer of the tests'] })
    expect(run.templates?.map((template) => template.key)).toEqual(['ica', 'few-shot'])
    expect(run.backends?.policy).not.toHaveProperty('secret')
  })

  test('answers its results page by page, equal to the scorer', async () => {
    const rows = []
    for (let cursor: number | null = -1; cursor !== null; ) {
      const path = `/api/v1/runs/${id}/results?limit=20&cursor=${cursor}`
      const page = resultPageSchema.parse(await (await readResults(request('GET', path), at({ id }))).json())
      rows.push(...page.rows)
      cursor = page.next
    }
    expect(rows.map((row) => row.idx)).toEqual(examples.map((row) => row.idx))
    for (const { idx, hash, margin } of rows) {
      const row = examples[idx]
      if (!row) throw new Error(`There is no row ${idx}`)
      const item = { idx, example: row.example, persona: row.example, condition: 'pair' } as const
      const policy = scoreOf(describeItem({ ...item, role: 'policy' }))
      const reference = scoreOf(describeItem({ ...item, role: 'reference' }))
      expect([hash, margin]).toEqual([row.hash, computeMargin(policy, reference)])
    }
  })

  test('sums up, and the bars lead to their rows', async () => {
    const response = await readSummary(request('GET', `/api/v1/runs/${id}/summary`), at({ id }))
    const summary = runSummarySchema.parse(await response.json())
    expect(summary).toMatchObject({ total: ROWS, scored: ROWS, coverage: 1, accuracy: { n: ROWS, clusters: ROWS / 2 } })
    expect(summary.control?.n).toBe(ROWS)
    expect(summary.baselines?.map((rule) => rule.key)).toEqual(['longer', 'learned-length'])
    expect(summary.tokens?.prompt).toEqual({ min: 12, median: 12, mean: 12, max: 12 })
    const counted = await Promise.all(
      summary.histogram.map(async ({ from, to }) => {
        const query = new URLSearchParams()
        if (from !== null) query.set('from', String(from))
        if (to !== null) query.set('to', String(to))
        const answer = await readHashes(request('GET', `/api/v1/runs/${id}/hashes?${query}`), at({ id }))
        return hashesSchema.parse(await answer.json()).hashes
      }),
    )
    expect(counted.map((hashes) => hashes.length)).toEqual(summary.histogram.map((bin) => bin.count))
    expect(counted.flat().sort()).toEqual(examples.map((row) => row.hash).sort())
    const again = await readSummary(request('GET', `/api/v1/runs/${id}/summary`), at({ id }))
    expect(await again.json()).toEqual(summary)
  })

  test('exports files that import to the same numbers', async () => {
    const texts = await Promise.all(
      ['policy', 'reference'].map(async (role) => {
        const path = `/api/v1/runs/${id}/export?role=${role}`
        return (await exportRole(request('GET', path), at({ id }))).text()
      }),
    )
    const form = new FormData()
    form.set('name', 'Again')
    form.set('policy', new File([texts[0] ?? ''], 'policy.jsonl'))
    form.set('reference', new File([texts[1] ?? ''], 'reference.jsonl'))
    const imported = runReportSchema.parse(await (await importRun(request('POST', '/api/v1/runs/import', form))).json())
    expect(imported.importing).toMatchObject({ joined: ROWS, withExample: ROWS, onlyInPolicy: 0, mismatched: 0 })
    const of = async (run: string) =>
      runSummarySchema.parse(
        await (await readSummary(request('GET', `/api/v1/runs/${run}/summary`), at({ id: run }))).json(),
      )
    const [own, other] = await Promise.all([of(id), of(imported.id)])
    expect(other.margin).toEqual(own.margin)
    expect({ ...other.accuracy, clustered: null }).toEqual({ ...own.accuracy, clustered: null })
    expect(other.baselines?.map((rule) => rule.accuracy.correct)).toEqual(
      own.baselines?.map((rule) => rule.accuracy.correct),
    )
    expect([other.control, other.tokens]).toEqual([null, null])
    const hashes = await readHashes(request('GET', `/api/v1/runs/${imported.id}/hashes`), at({ id: imported.id }))
    expect(hashesSchema.parse(await hashes.json()).hashes).toEqual(examples.map((row) => row.hash))
  })
})

describe('cancelling', () => {
  test('stops a run within a second, and a retry finishes it', async () => {
    delayMs = 5000
    const id = await queueRun()
    await expect.poll(async () => (await readStatus(id)).status).toBe('running')
    const cancelledAt = performance.now()
    const answer = await cancel(request('POST', `/api/v1/runs/${id}/cancel`), at({ id }))
    expect(await answer.json()).toMatchObject({ status: 'cancelled' })
    await expect.poll(() => abortedAt).toBeGreaterThan(cancelledAt)
    expect(abortedAt - cancelledAt).toBeLessThan(1000)
    delayMs = 0
    const retried = await retry(request('POST', `/api/v1/runs/${id}/retry`), at({ id }))
    expect(await retried.json()).toMatchObject({ status: 'queued', finishedAt: null })
    await expect.poll(async () => (await readStatus(id)).status, { timeout: 5000 }).toBe('done')
    const { progress } = (await readEventsOf(id)).at(-1) ?? {}
    expect(progress).toMatchObject({ status: 'done', scores: ROWS * 2 })
  })
})

test('the list is newest first, page by page, and forgets what is deleted', async () => {
  const ids = []
  for (let run = 0; run < 3; run++) {
    const created = await createRun(request('POST', '/api/v1/runs', makeConfig({ name: `<script>${run}</script>` })))
    ids.unshift(runReportSchema.parse(await created.json()).id)
  }
  const read = async (query: string) =>
    runListSchema.parse(await (await listRuns(request('GET', `/api/v1/runs?${query}`))).json())
  const first = await read('limit=2')
  expect(first.runs.map((run) => run.id)).toEqual(ids.slice(0, 2))
  expect(first.runs[0]?.name).toBe('<script>2</script>')
  expect((await read(`limit=1&cursor=${first.next}`)).runs[0]?.id).toBe(ids[2])
  const id = ids[0] ?? ''
  expect((await deleteRun(request('DELETE', `/api/v1/runs/${id}`), at({ id }))).status).toBe(204)
  expect((await read('limit=1')).runs[0]?.id).toBe(ids[1])
})
