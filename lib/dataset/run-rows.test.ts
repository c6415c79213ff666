import { afterEach, expect, test, vi } from 'vitest'
import { allOf } from '@/lib/core/filter'
import { countRunRowsWithoutText, RunRowsError, resolveRuns } from './run-rows'

const HASH = 'a'.repeat(32)
const live = () => new AbortController().signal
const termOf = (run: string) => ({ kind: 'run', run, from: 0, to: null }) as const
const answerWith = (give: (path: string, init: RequestInit) => Response | Promise<Response>) => {
  const fake = vi.fn(async (path: string, init: RequestInit) => give(path, init))
  vi.stubGlobal('fetch', fake)
  return fake
}
/** A server that answers nothing until the request is aborted. */
const silent = (_: string, { signal }: RequestInit) =>
  new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

afterEach(() => vi.unstubAllGlobals())

test('one request tells the rows of a run and how many have no texts', async () => {
  const fake = answerWith(() => Response.json({ hashes: [HASH], withoutHash: 3 }))
  const term = termOf('known')
  const { rowsOfRun } = await resolveRuns(allOf([term]), live())
  expect(rowsOfRun?.(term)).toEqual([HASH])
  expect(await countRunRowsWithoutText(term, live())).toBe(3)
  expect(fake.mock.calls.map(([path]) => path)).toEqual(['/api/v1/runs/known/hashes?from=0'])
})

test.each<[string, () => Response, string]>([
  ['unknown', () => Response.json({}, { status: 404 }), 'this server has no such run'],
  ['broken', () => Response.json({}, { status: 500 }), 'the server answered 500'],
  ['garbled', () => new Response('<html>'), 'its answer is no JSON'],
  ['other', () => Response.json({ hashes: ['x'], withoutHash: 0 }), 'its answer cannot be read'],
  [
    'offline',
    () => {
      throw new TypeError('fetch failed')
    },
    'the server cannot be reached',
  ],
])('a lookup that fails says why and is not kept: %s', async (run, give, reason) => {
  const fake = answerWith(give)
  for (let time = 0; time < 2; time++) {
    const error: unknown = await resolveRuns(allOf([termOf(run)]), live()).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(RunRowsError)
    expect(error).toMatchObject({ code: 'run-rows', run, message: expect.stringContaining(reason) })
  }
  expect(fake).toHaveBeenCalledTimes(2)
})

test('the request ends when the last who waits gives up, and the next one asks again', async () => {
  const fake = answerWith(silent)
  const [first, second] = [new AbortController(), new AbortController()]
  const waits = [first, second].map(({ signal }) => countRunRowsWithoutText(termOf('slow'), signal))
  const results = Promise.allSettled(waits)
  first.abort(new Error('first'))
  expect(fake.mock.calls[0]?.[1].signal?.aborted).toBe(false)
  await expect(waits[0]).rejects.toThrow('first')
  second.abort(new Error('second'))
  expect(fake.mock.calls[0]?.[1].signal?.aborted).toBe(true)
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  answerWith(() => Response.json({ hashes: [], withoutHash: 1 }))
  expect(await countRunRowsWithoutText(termOf('slow'), live())).toBe(1)
})
