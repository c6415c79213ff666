import type { z } from 'zod'
import { problemSchema } from '@/lib/core/problem'

/** The API refused or could not be reached. `code` is the problem's own, `unreachable` or `unreadable`. */
export class RequestError extends Error {
  override name = 'RequestError'
  constructor(
    message: string,
    readonly code: string,
    readonly status: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Calls the API and checks its answer. Throws `RequestError` with the problem's own words. */
export async function requestJson<Answer>(
  schema: z.ZodType<Answer>,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const response = await send(path, options)
  const parsed = schema.safeParse(await readBody(response))
  if (parsed.success) return parsed.data
  throw new RequestError(
    `The server answered ${path} with something this page cannot read. Reload the page.`,
    'unreadable',
    response.status,
    {
      cause: parsed.error,
    },
  )
}

/** Calls the API where its answer has no body. */
export async function requestNothing(path: string, options: RequestOptions): Promise<void> {
  await send(path, options)
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new RequestError('The server cannot be reached. Is it still running?', 'unreachable', null, { cause })
  }
  if (response.ok) return response
  const problem = problemSchema.safeParse(await readBody(response))
  if (!problem.success) throw new RequestError(`The server answered ${response.status}.`, 'unreadable', response.status)
  const { detail, code, issues } = problem.data
  const more = issues?.map((issue) => `${issue.path}: ${issue.message}`).join('; ')
  throw new RequestError(more ? `${detail} ${more}` : detail, code, response.status)
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
