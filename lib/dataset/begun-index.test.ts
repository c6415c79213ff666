import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { BEGUN_ID, beginIndex, takeBegunIndex } from './begun-index'
import type { IndexReply } from './direction-index-protocol'
import type { PreparedIndexPart } from './prepared/part-reader'

/** A worker that notes what is done to it. */
class NotingWorker {
  static last: NotingWorker | null = null
  readonly asked: unknown[] = []
  isEnded = false
  onmessage: ((event: { data: IndexReply }) => void) | null = null
  onerror: ((event: { message: string }) => void) | null = null
  constructor(readonly address: string) {
    NotingWorker.last = this
  }
  postMessage(request: unknown) {
    this.asked.push(request)
  }
  terminate() {
    this.isEnded = true
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Worker', NotingWorker)
  vi.stubGlobal('window', globalThis)
})
afterEach(() => {
  takeBegunIndex(null)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function partOf({ url = 'http://host/a/', sha256 = 'a', part = 'directions' as const } = {}): PreparedIndexPart {
  const files = { [PREPARED_FILES.directions]: { bytes: 9, sha256, chunks: { bytes: 9, sha256: [sha256] } } }
  return { place: { kind: 'url', url }, manifest: { rows: 5, facets: [], shards: [], files }, part }
}

/** A worker that a new document begins. */
function begin(): NotingWorker {
  window.alignxBegunIndex = undefined
  expect(beginIndex(partOf())).toBe(true)
  if (!NotingWorker.last) throw new Error('No worker was started')
  return NotingWorker.last
}

test('a worker is begun with its part and taken over once, with what it said', () => {
  const worker = begin()
  expect(worker.address).toBe('/workers/direction-index.js')
  expect(worker.asked).toEqual([{ id: BEGUN_ID, kind: 'load-part', ...partOf() }])
  const reply: IndexReply = { id: BEGUN_ID, kind: 'cancelled' }
  worker.onmessage?.({ data: reply })
  const taken = takeBegunIndex(partOf())
  expect(taken).toMatchObject({ worker, replies: [reply] })
  expect(takeBegunIndex(partOf())).toBeNull()
  expect(worker.isEnded).toBe(false)
})

test.each([
  ['another address', partOf({ url: 'http://host/b/' })],
  ['other bytes', partOf({ sha256: 'b' })],
  ['a folder of this computer', { ...partOf(), place: { kind: 'folder', files: new Map() } } as const],
  ['another number of rows', { ...partOf(), manifest: { ...partOf().manifest, rows: 6 } }],
  ['another part', { ...partOf(), part: 'history' } as const],
  ['nothing', null],
])('it is ended where %s is opened', (_what, part) => {
  const worker = begin()
  expect(takeBegunIndex(part)).toBeNull()
  expect(worker.isEnded).toBe(true)
})

test('it is ended where it broke down or could not read its part, so that this is tried again', () => {
  const broken = begin()
  broken.onerror?.({ message: '' })
  expect(takeBegunIndex(partOf())).toBeNull()
  expect(broken.isEnded).toBe(true)
  const unread = begin()
  unread.onmessage?.({ data: { id: BEGUN_ID, kind: 'part-failed', problem: { code: 'prepared', message: 'away' } } })
  expect(takeBegunIndex(partOf())).toBeNull()
  expect(unread.isEnded).toBe(true)
})

test('it is ended when nobody takes it for a minute', () => {
  const worker = begin()
  vi.advanceTimersByTime(59_000)
  expect(worker.isEnded).toBe(false)
  vi.advanceTimersByTime(2000)
  expect(worker.isEnded).toBe(true)
  const taken = begin()
  takeBegunIndex(partOf())
  vi.advanceTimersByTime(61_000)
  expect(taken.isEnded).toBe(false)
})

test('a page that opens its data first is not overtaken', () => {
  takeBegunIndex(partOf())
  NotingWorker.last = null
  expect(beginIndex(partOf())).toBe(false)
  expect(NotingWorker.last).toBeNull()
})
