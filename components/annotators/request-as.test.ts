import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { requestAs, requestNothingAs } from './request-as'

afterEach(() => vi.unstubAllGlobals())

function answer(body: unknown) {
  const fake = vi.fn(async (_path: string, _init: RequestInit) => new Response(JSON.stringify(body)))
  vi.stubGlobal('fetch', fake)
  return fake
}

test('a named annotator is sent along with everything else', async () => {
  const fake = answer({ id: 'a' })
  const schema = z.object({ id: z.string() })
  expect(await requestAs('ada', schema, '/api/v1/projects', { method: 'POST', body: 1 })).toEqual({ id: 'a' })
  await requestNothingAs('ada', '/api/v1/tasks/t/release', { method: 'POST' })
  expect(fake.mock.calls.map(([, init]) => init.headers)).toEqual([
    { 'alignx-annotator': 'ada', 'content-type': 'application/json' },
    { 'alignx-annotator': 'ada' },
  ])
})

test('the local administrator goes without a name', async () => {
  const fake = answer(null)
  await requestNothingAs('local', '/api/v1/projects/p', { method: 'DELETE' })
  expect(fake.mock.calls[0]?.[1].headers).toEqual({})
})
