import { afterEach, expect, test, vi } from 'vitest'
import { type NewQueue, newQueueSchema, type QueueItem } from '@/lib/core/annotation/queue'
import { type FillProgress, fillQueue, QueueUnfinishedError } from './fill-queue'

afterEach(() => vi.unstubAllGlobals())

const HASH = '0'.repeat(32)
const source = { label: 'made up', view: '', filter: '', synthetic: true, available: 200, datasetHash: '0'.repeat(64) }
const queue: NewQueue = newQueueSchema.parse({ name: 'Rows', config: { source, seed: 1 } })

function makeRows(count: number): QueueItem[] {
  const example = { prompt: 'a', chosen: 'b', rejected: 'c', direction: null, demographics: null, ugc: [], pairs: [] }
  const rest = { profile: null, groundTruthPersona: null, extra: {} }
  return Array.from({ length: count }, (_, idx) => ({
    idx,
    hash: HASH,
    example: { ...example, ...rest },
    expected: null,
    explanation: '',
  }))
}

function send(count: number) {
  const rows = makeRows(count)
  return { total: count, read: async (start: number, size: number) => rows.slice(start, start + size) }
}

/** The API as far as queues go; `refuse` says which path is refused. */
function fakeApi({ elsewhere = 0, refuse = '' } = {}) {
  const calls: string[] = []
  let items = 0
  const answer = (path: string, body: { items?: unknown } | null) => {
    if (path.endsWith('/items')) {
      const sent = Array.isArray(body?.items) ? body.items.length : 0
      items += sent - elsewhere
      return { items, elsewhere: Array.from({ length: elsewhere }, () => HASH) }
    }
    const status = path.endsWith('/open') ? 'open' : 'collecting'
    const times = { createdAt: '2026-01-01T00:00:00.000Z', openedAt: null }
    return { ...queue, ...times, id: 'q', projectId: 'p', status, items }
  }
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const body: { items?: unknown } | null = typeof init.body === 'string' ? JSON.parse(init.body) : null
    calls.push(`${init.method} ${path}`)
    if (refuse !== '' && path.endsWith(refuse)) return new Response('', { status: 500 })
    return new Response(JSON.stringify(answer(path, body)))
  })
  return calls
}

const target = { who: 'local', projectId: 'p', queueId: null }

test('rows go in pages to a new queue, which opens with what it then has', async () => {
  const calls = fakeApi({ elsewhere: 2 })
  const seen: FillProgress[] = []
  const filled = await fillQueue(target, queue, send(120), (now) => seen.push(now), new AbortController().signal)
  expect(filled).toEqual({ id: 'q', items: 114, elsewhere: 6 })
  expect(calls).toEqual([
    'POST /api/v1/projects/p/queues',
    ...Array.from({ length: 3 }, () => 'POST /api/v1/queues/q/items'),
    'POST /api/v1/queues/q/open',
  ])
  expect(seen.map(({ rowsDone, rowsTotal }) => [rowsDone, rowsTotal])).toEqual([
    [50, 120],
    [100, 120],
    [120, 120],
  ])
})

test('a queue that exists is gone on with', async () => {
  const calls = fakeApi()
  await fillQueue({ ...target, queueId: 'q' }, queue, send(3), () => {}, new AbortController().signal)
  expect(calls).toEqual(['POST /api/v1/queues/q/items', 'POST /api/v1/queues/q/open'])
})

test('what is stopped on the way says which queue stays unfinished', async () => {
  fakeApi()
  const abort = new AbortController()
  const filling = fillQueue(target, queue, send(120), () => abort.abort(), abort.signal)
  await expect(filling).rejects.toMatchObject({ name: 'QueueUnfinishedError', queueId: 'q', items: 50 })
})

test('what fails on the way does too, what fails before a queue is made does not', async () => {
  fakeApi({ refuse: '/open' })
  const signal = new AbortController().signal
  await expect(fillQueue(target, queue, send(3), () => {}, signal)).rejects.toBeInstanceOf(QueueUnfinishedError)
  fakeApi({ refuse: '/queues' })
  await expect(fillQueue(target, queue, send(3), () => {}, signal)).rejects.toMatchObject({ name: 'RequestError' })
})

test('rows that are all elsewhere make no open queue', async () => {
  const calls = fakeApi({ elsewhere: 3 })
  const filling = fillQueue(target, queue, send(3), () => {}, new AbortController().signal)
  await expect(filling).rejects.toThrow('in another queue of this project')
  expect(calls).not.toContain('POST /api/v1/queues/q/open')
})
