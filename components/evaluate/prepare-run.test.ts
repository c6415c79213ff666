// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { EVERY_ROW } from '@/lib/core/filter'
import type { RunConfig } from '@/lib/core/run'
import { prepareRun } from './prepare-run'

const HASHES = Array.from({ length: 60 }, (_, at) => String(at).padStart(32, '0'))
vi.mock('@/lib/dataset', () => ({
  drawSample: async () => HASHES,
  readRunExamples: async (hashes: readonly string[], first: number) =>
    hashes.map((hash, at) => ({ idx: first + at, hash, example: {} })),
}))

const CONFIG: RunConfig = {
  name: 'Run',
  condition: 'pair',
  policyBackend: 'built-in',
  referenceBackend: 'built-in',
  control: false,
  seed: 1,
  source: { label: 'Rows', view: '', filter: '', synthetic: false, available: 90, datasetHash: 'a'.repeat(64) },
}
const REPORT = {
  id: 'run-1',
  kind: 'scored',
  name: 'Run',
  status: 'collecting',
  config: CONFIG,
  total: 0,
  backends: null,
  templates: null,
  models: null,
  codeVersion: '1.0.0',
  importing: null,
  error: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  startedAt: null,
  finishedAt: null,
}

function serve() {
  const calls: string[] = []
  vi.stubGlobal('fetch', async (path: string, { method, signal }: RequestInit) => {
    signal?.throwIfAborted()
    calls.push(`${method} ${path}`)
    return path === '/api/v1/runs' ? Response.json(REPORT, { status: 201 }) : new Response(null, { status: 204 })
  })
  return calls
}

test('a run gets every row that was drawn, and says how many', async () => {
  const calls = serve()
  const prepared = await prepareRun(CONFIG, EVERY_ROW, 90, () => {}, new AbortController().signal)
  expect(prepared).toEqual({ id: 'run-1', rows: 60 })
  const sent = 'POST /api/v1/runs/run-1/examples'
  expect(calls).toEqual(['POST /api/v1/runs', sent, sent])
})

test('cancelled on the way, no more rows are sent and the half-made run is deleted', async () => {
  const calls = serve()
  const abort = new AbortController()
  const prepared = prepareRun(CONFIG, EVERY_ROW, 90, () => abort.abort(new Error('cancelled')), abort.signal)
  await expect(prepared).rejects.toThrow('cancelled')
  expect(calls).toEqual(['POST /api/v1/runs', 'POST /api/v1/runs/run-1/examples', 'DELETE /api/v1/runs/run-1'])
})
