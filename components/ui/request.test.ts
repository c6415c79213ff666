import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createProblem } from '@/lib/core/problem'
import { RequestError, requestJson, requestNothing } from './request'

const schema = z.object({ id: z.string() })

afterEach(() => vi.unstubAllGlobals())

function answer(give: () => Response | Promise<Response>) {
  const fake = vi.fn(async (_path: string, _init: RequestInit) => give())
  vi.stubGlobal('fetch', fake)
  return fake
}

async function refusalOf(request: Promise<unknown>): Promise<RequestError> {
  const cause = await request.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(cause instanceof RequestError)) throw new Error('The request did not fail with a RequestError', { cause })
  return cause
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status })
}

test('an answer is checked and handed over', async () => {
  const fake = answer(() => json({ id: 'a', more: 1 }))
  expect(await requestJson(schema, '/api/v1/runs')).toEqual({ id: 'a' })
  const [path, init] = fake.mock.calls[0] ?? []
  expect(path).toBe('/api/v1/runs')
  expect(init).toMatchObject({ method: 'GET', headers: {} })
  expect(init?.body).toBeUndefined()
})

test('a body goes as JSON with its type', async () => {
  const fake = answer(() => json({ id: 'a' }))
  const { signal } = new AbortController()
  await requestJson(schema, '/api/v1/runs', { method: 'POST', body: { name: 'ü' }, signal })
  expect(fake.mock.calls[0]?.[1]).toEqual({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"ü"}',
    signal,
  })
})

test('a body of null is sent', async () => {
  const fake = answer(() => json({ id: 'a' }))
  await requestJson(schema, '/api', { method: 'POST', body: null })
  expect(fake.mock.calls[0]?.[1].body).toBe('null')
})

test('an answer without a body is enough where none is expected', async () => {
  answer(() => new Response(null, { status: 204 }))
  expect(await requestNothing('/api/v1/shares/a', { method: 'DELETE' })).toBeUndefined()
})

test('a problem speaks in its own words, with its code and status', async () => {
  answer(() => json(createProblem(409, 'run-running', 'The run is running. Cancel it first.'), 409))
  const refusal = await refusalOf(requestNothing('/api', { method: 'DELETE' }))
  expect(refusal).toMatchObject({
    name: 'RequestError',
    message: 'The run is running. Cancel it first.',
    code: 'run-running',
    status: 409,
  })
})

test('the faulty fields of an input are named', async () => {
  const issues = [
    { path: 'name', message: 'is too long' },
    { path: 'seed', message: 'must be a whole number' },
  ]
  answer(() => json(createProblem(422, 'invalid-input', 'The run cannot be made.', { issues, issueCount: 2 }), 422))
  expect((await refusalOf(requestJson(schema, '/api'))).message).toBe(
    'The run cannot be made. name: is too long; seed: must be a whole number',
  )
})

test.each([
  ['a page of HTML', '<html>Bad Gateway</html>'],
  ['nothing', ''],
  ['JSON that is no problem', '{"error":"x"}'],
])('a refusal with %s is told by its status', async (_, body) => {
  answer(() => new Response(body, { status: 502 }))
  expect(await refusalOf(requestJson(schema, '/api'))).toMatchObject({
    message: 'The server answered 502.',
    code: 'unreadable',
    status: 502,
  })
})

test.each([
  ['a page of HTML', '<html></html>'],
  ['nothing', ''],
  ['another shape', '{"id":1}'],
])('an answer of %s cannot be read and says what to do', async (_, body) => {
  answer(() => new Response(body))
  const refusal = await refusalOf(requestJson(schema, '/api/v1/runs'))
  expect(refusal).toMatchObject({
    message: 'The server answered /api/v1/runs with something this page cannot read. Reload the page.',
    code: 'unreadable',
    status: 200,
  })
  expect(refusal.cause).toBeInstanceOf(z.ZodError)
})

test('a server that cannot be reached', async () => {
  const down = new TypeError('Failed to fetch')
  answer(() => Promise.reject(down))
  const refusal = await refusalOf(requestJson(schema, '/api'))
  expect(refusal).toMatchObject({
    message: 'The server cannot be reached. Is it still running?',
    code: 'unreachable',
    status: null,
    cause: down,
  })
})

test.each([200, 500])('a connection that breaks inside an answer of %i is told as unreachable', async (status) => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"id":'))
      controller.error(new TypeError('terminated'))
    },
  })
  answer(() => new Response(body, { status }))
  expect(await refusalOf(requestJson(schema, '/api'))).toMatchObject({ code: 'unreachable', status: null })
})

test('a request that was given up is no fault of the server', async () => {
  const abort = new AbortController()
  answer(() => {
    abort.abort()
    return Promise.reject(abort.signal.reason)
  })
  await expect(requestJson(schema, '/api', { signal: abort.signal })).rejects.toBe(abort.signal.reason)
})

test('a form goes as it is, so that the browser names its parts', async () => {
  const fake = answer(() => json({ id: 'a' }))
  const form = new FormData()
  form.set('name', 'a')
  await requestJson(schema, '/api', { method: 'POST', body: form })
  expect(fake.mock.calls[0]?.[1].headers).toEqual({})
  expect(fake.mock.calls[0]?.[1].body).toBe(form)
})
