import type { z } from 'zod'

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

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON; a form as its parts. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Calls the API and checks its answer. Throws `RequestError` with the problem's own words. */
export async function requestJson<Answer>(
  schema: z.ZodType<Answer>,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const response = await send(path, options)
  const parsed = schema.safeParse(await readBody(response, options.signal))
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

async function send(path: string, { method = 'GET', body, headers = {}, signal }: RequestOptions): Promise<Response> {
  const content: RequestInit =
    body === undefined || body instanceof FormData
      ? { headers, body }
      : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await reach(fetch(path, { method, signal, ...content }), signal)
  if (response.ok) return response
  const core = await import('@/lib/core/problem').catch(() => null)
  const problem = core?.problemSchema.safeParse(await readBody(response, signal))
  if (!problem?.success)
    throw new RequestError(`The server answered ${response.status}.`, 'unreadable', response.status)
  const { detail, code, issues } = problem.data
  const more = issues?.map((issue) => `${issue.path}: ${issue.message}`).join('; ')
  throw new RequestError(more ? `${detail} ${more}` : detail, code, response.status)
}

async function readBody(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  const text = await reach(response.text(), signal)
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Waits for the server. Throws `RequestError` where the connection fails, the reason itself where the caller gave up. */
async function reach<Value>(answer: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  try {
    return await answer
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new RequestError('The server cannot be reached. Is it still running?', 'unreachable', null, { cause })
  }
}
