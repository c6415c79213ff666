import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadPart } from './load-part'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A server that answers the next looks so, then always as the last: `away`, with an error, or as it should. */
function serverThat(...answers: readonly ('away' | 'errs' | 'answers')[]) {
  const looks = vi.fn(async () => {
    const answer = answers[Math.min(looks.mock.calls.length, answers.length) - 1]
    if (answer === 'away') throw new TypeError('Failed to fetch')
    return { ok: answer === 'answers' }
  })
  vi.stubGlobal('fetch', looks)
  return looks
}

/** A part that cannot be loaded the first times. */
function partAfter(failures: number) {
  const load = vi.fn(async () => {
    if (load.mock.calls.length <= failures) throw new Error(`Failed to load chunk, try ${load.mock.calls.length}`)
    return 'the part'
  })
  return load
}

async function outcomeOf(loading: Promise<string>) {
  const told = loading.catch((error: Error) => error.message)
  await vi.advanceTimersByTimeAsync(100_000)
  return told
}

test('what loads at once asks for nothing else', async () => {
  const looks = serverThat('away')
  expect(await outcomeOf(loadPart(partAfter(0)))).toBe('the part')
  expect(looks).not.toHaveBeenCalled()
})

test.each(['away', 'errs'] as const)(
  'a server that is %s is waited for, and the part asked for once it is back',
  async (how) => {
    const looks = serverThat(...Array.from({ length: 30 }, () => how), 'answers')
    const load = partAfter(1)
    expect(await outcomeOf(loadPart(load))).toBe('the part')
    expect(looks).toHaveBeenCalledTimes(31)
    expect(load).toHaveBeenCalledTimes(2)
  },
)

test('what a server that answers does not give is tried once more, then told', async () => {
  serverThat('answers')
  expect(await outcomeOf(loadPart(partAfter(1)))).toBe('the part')
  const load = partAfter(9)
  expect(await outcomeOf(loadPart(load))).toBe('Failed to load chunk, try 2')
  expect(load).toHaveBeenCalledTimes(2)
})

test('a server that goes away again is waited for again', async () => {
  serverThat('away', 'answers', 'away', 'away', 'answers')
  expect(await outcomeOf(loadPart(partAfter(2)))).toBe('the part')
})

test('many that wait look once a second together', async () => {
  const looks = serverThat(...Array.from({ length: 5 + 10 }, () => 'away' as const), 'answers')
  const parts = await Promise.all([1, 2, 3, 4, 5].map(() => outcomeOf(loadPart(partAfter(1)))))
  expect(parts).toEqual(Array.from({ length: 5 }, () => 'the part'))
  expect(looks).toHaveBeenCalledTimes(5 + 10 + 1)
})

test('nobody looks for a server once the last that waited has gone', async () => {
  const looks = serverThat('away')
  const abort = new AbortController()
  const told = loadPart(partAfter(1), abort.signal).catch((error: Error) => error.name)
  await vi.advanceTimersByTimeAsync(3500)
  expect(looks).toHaveBeenCalledTimes(1 + 3)
  abort.abort()
  expect(await told).toBe('AbortError')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(looks.mock.calls.length).toBeLessThanOrEqual(1 + 4)
})

test('one that comes as the last goes does not make the looks twice as many', async () => {
  const looks = serverThat('away')
  const first = new AbortController()
  loadPart(partAfter(1), first.signal).catch(() => undefined)
  await vi.advanceTimersByTimeAsync(1500)
  first.abort()
  const second = new AbortController()
  loadPart(partAfter(1), second.signal).catch(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  looks.mockClear()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(looks).toHaveBeenCalledTimes(10)
  second.abort()
  await vi.advanceTimersByTimeAsync(2000)
})
