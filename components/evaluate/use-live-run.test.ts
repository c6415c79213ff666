// @vitest-environment happy-dom
import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { createProblem } from '@/lib/core/problem'
import type { RunProgress, RunStatus } from '@/lib/core/run-report'
import { type RunSummary, summariseRun } from '@/lib/core/run-summary'
import type { SharePayload } from '@/lib/core/share'
import { useLiveRun } from './use-live-run'

const router = vi.hoisted(() => ({ refresh: vi.fn() }))
vi.mock('next/navigation', () => ({ useRouter: () => router }))

/** The browser's side of a stream, moved by the test. */
class Stream extends EventTarget {
  static readonly CLOSED = 2
  static last: Stream | null = null
  readyState = 1
  constructor(readonly url: string) {
    super()
    Stream.last = this
  }
  close() {
    this.readyState = Stream.CLOSED
  }
  send(status: RunStatus) {
    this.dispatchEvent(new MessageEvent('progress', { data: JSON.stringify(progressOf(status)) }))
  }
}

function progressOf(status: RunStatus): RunProgress {
  return { status, total: 2, roles: [], scores: 0, scoresWanted: 4, rate: null, secondsLeft: null, error: null }
}
const summaryOf = (total: number): RunSummary => summariseRun([], total, 1)
const PAYLOAD: SharePayload = {
  version: 1,
  run: { id: 'run-1', name: 'Run', status: 'running', kind: 'scored' },
  summary: summaryOf(1),
  provenance: {
    source: null,
    datasetHash: null,
    filter: null,
    available: null,
    sampled: 2,
    synthetic: null,
    condition: 'pair',
    seed: 1,
    templates: [],
    policy: null,
    reference: null,
    models: null,
    importing: null,
    codeVersion: '1.0.0',
    finishedAt: null,
  },
}
const RUNNING = progressOf('running')

beforeEach(() => {
  router.refresh.mockClear()
  vi.stubGlobal('EventSource', Stream)
})

function follow() {
  const { result } = renderHook(() => useLiveRun('run-1', PAYLOAD, RUNNING))
  const stream = Stream.last
  if (!stream) throw new Error('A stream is open')
  return { result, stream }
}

test('at the end the older read is given up, the last numbers stand, and the page is read again', async () => {
  const reads: { signal: AbortSignal | null | undefined; answer: (response: Response) => void }[] = []
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    return new Promise<Response>((answer) => reads.push({ signal, answer }))
  })
  const now = vi.spyOn(performance, 'now').mockReturnValue(10_000)
  const { result, stream } = follow()
  act(() => stream.send('running'))
  await waitFor(() => expect(reads).toHaveLength(1))
  act(() => stream.send('done'))
  await waitFor(() => expect(reads).toHaveLength(2))
  now.mockRestore()
  expect(reads.map(({ signal }) => signal?.aborted)).toEqual([true, false])
  await act(async () => reads[1]?.answer(Response.json(summaryOf(8))))
  await act(async () => reads[0]?.answer(Response.json(summaryOf(3))))
  await waitFor(() => expect(result.current.payload.summary.total).toBe(8))
  expect(result.current).toMatchObject({ trouble: null, progress: { status: 'done' } })
  expect(router.refresh).toHaveBeenCalledTimes(1)
  expect(stream.readyState).toBe(Stream.CLOSED)
})

test('numbers that cannot be read are said', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json(createProblem(500, 'internal', 'The database is away.'), { status: 500 }),
  )
  const { result, stream } = follow()
  act(() => stream.send('done'))
  await waitFor(() => expect(result.current.trouble).toEqual({ kind: 'unread', reason: 'The database is away.' }))
})

test('a broken stream is said until it is open again; a deleted run ends it', () => {
  const { result, stream } = follow()
  stream.readyState = 0
  act(() => void stream.dispatchEvent(new Event('error')))
  expect(result.current.trouble).toEqual({ kind: 'disconnected' })
  act(() => void stream.dispatchEvent(new Event('open')))
  expect(result.current.trouble).toBeNull()
  act(() => void stream.dispatchEvent(new Event('gone')))
  expect(result.current.trouble).toEqual({ kind: 'deleted' })
  expect(stream.readyState).toBe(Stream.CLOSED)
})

test('a stream that is refused because the run is not there ends in its deletion', async () => {
  vi.stubGlobal('fetch', async () => Response.json(createProblem(404, 'run-unknown', 'No run.'), { status: 404 }))
  const { result, stream } = follow()
  stream.close()
  act(() => void stream.dispatchEvent(new Event('error')))
  await waitFor(() => expect(result.current.trouble).toEqual({ kind: 'deleted' }))
})
