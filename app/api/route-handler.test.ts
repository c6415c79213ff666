import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { problemSchema } from '@/lib/core/problem'
import { ProblemError, readJson, route } from './route-handler'

const URL_UNDER_TEST = 'http://localhost:3000/api/v1/things'
const thingSchema = z.strictObject({ name: z.string().min(1), tags: z.array(z.string()).max(2).default([]) })
const post = route(async (request) => Response.json(await readJson(request, thingSchema, { maxBytes: 200 })))

function request(body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return new Request(URL_UNDER_TEST, { method: 'POST', body, headers })
}

async function readProblem(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

afterEach(() => vi.restoreAllMocks())

describe('readJson', () => {
  test('answers the parsed body', async () => {
    const response = await post(request('{"name":"a"}', { 'content-type': 'application/json; charset=utf-8' }))
    expect(await response.json()).toEqual({ name: 'a', tags: [] })
  })

  const nested = `{"name":${'['.repeat(65)}${']'.repeat(65)}}`
  test.each([
    ['no media type', new Uint8Array([123, 125]), {}, 415, 'not-json'],
    ['text', '{"name":"a"}', { 'content-type': 'text/plain' }, 415, 'not-json'],
    ['a form', 'name=a', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'not-json'],
    ['nothing', '', undefined, 400, 'bad-json'],
    ['torn', '{"name":', undefined, 400, 'bad-json'],
    ['NaN', '{"name":NaN}', undefined, 400, 'bad-json'],
    ['no UTF-8', new Uint8Array([34, 255, 34]), undefined, 400, 'bad-json'],
    ['too deep', nested, undefined, 400, 'bad-json'],
    ['too large', JSON.stringify({ name: 'a'.repeat(200) }), undefined, 413, 'body-too-large'],
    ['null', 'null', undefined, 422, 'invalid-input'],
    ['a list', '[]', undefined, 422, 'invalid-input'],
    ['a missing field', '{}', undefined, 422, 'invalid-input'],
    ['a wrong type', '{"name":1}', undefined, 422, 'invalid-input'],
    ['an unknown field', '{"name":"a","more":1}', undefined, 422, 'invalid-input'],
  ] as const)('refuses %s', async (_, body, headers, status, code) => {
    const problem = await readProblem(await post(request(body, headers)))
    expect([problem.status, problem.code]).toEqual([status, code])
  })

  test('brackets inside a string do not nest', async () => {
    expect((await post(request(JSON.stringify({ name: '\\"[[{{'.repeat(20) })))).status).toBe(200)
  })

  test('stops reading a body without a length', async () => {
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 100
        controller.enqueue(new Uint8Array(100))
      },
    })
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } } as const
    const problem = await readProblem(await post(new Request(URL_UNDER_TEST, init)))
    expect(problem).toMatchObject({ status: 413, code: 'body-too-large', maxBytes: 200 })
    expect(sent).toBeLessThan(1000)
  })

  test('lists the faults with their paths and their number', async () => {
    const problem = await readProblem(await post(request('{"name":"","tags":["a",2]}')))
    expect(problem.issueCount).toBe(2)
    expect(problem.issues?.map((issue) => issue.path)).toEqual(['name', 'tags[1]'])
  })
})

describe('route', () => {
  test('answers a refusal with its fields', async () => {
    const refuse = route(() => {
      throw new ProblemError(409, 'run-ended', 'The run has ended.', { runId: 'r1' })
    })
    const problem = await readProblem(await refuse(new Request(URL_UNDER_TEST)))
    expect(problem).toMatchObject({ status: 409, code: 'run-ended', detail: 'The run has ended.', runId: 'r1' })
  })

  test('answers an error of a layer below that names its status, and keeps its facts', async () => {
    class MissingRunError extends Error {
      readonly facts = { status: 404, code: 'no-run', runId: 'r2' }
    }
    const fail = route(() => {
      throw new MissingRunError('There is no run r2.')
    })
    const problem = await readProblem(await fail(new Request(URL_UNDER_TEST)))
    expect(problem).toMatchObject({ status: 404, code: 'no-run', runId: 'r2', title: 'Not Found' })
  })

  test('hides an unexpected error behind an id that is in the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const fail = route(() => {
      throw new TypeError('secret is at /etc/passwd')
    })
    const response = await fail(new Request(URL_UNDER_TEST))
    const text = await response.clone().text()
    const problem = await readProblem(response)
    expect([problem.status, problem.code]).toEqual([500, 'internal'])
    expect(text).not.toContain('secret')
    expect(log.mock.calls[0]?.[0]).toBe(`${problem.id} GET /api/v1/things`)
  })

  test('hands further arguments on', async () => {
    const read = route(async (_request, context: { params: Promise<{ id: string }> }) => {
      return new Response((await context.params).id)
    })
    const response = await read(new Request(URL_UNDER_TEST), { params: Promise.resolve({ id: 'x' }) })
    expect(await response.text()).toBe('x')
  })
})
