import { type IncomingMessage, Agent as PlainAgent, request as requestPlain } from 'node:http'
import { request as requestSecure, Agent as SecureAgent } from 'node:https'
import type { z } from 'zod'
import type { BackendConfig } from '@/lib/core/backend'
import { InferenceError } from '../scorer'
import { cannotScore, quoteAnswer } from './backend-fault'
import { classifyStatus } from './classify-status'

/** The longest answer read, in bytes: log-probabilities of a vocabulary of 128,256 ids take about 20 MB of JSON. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** Speaks JSON with one server. */
export interface HttpClient {
  readonly backend: BackendConfig
  /**
   * Sends a request to a path of the backend's address and reads its answer as `schema` has it. Throws `InferenceError`:
   * what `classifyStatus` makes of the status, `backend-unreachable`, `backend-timeout`, `backend-bad-answer`
   * (retryable when the JSON is torn, not when it has another shape), `backend-answer-too-large`; or the reason of `signal`.
   */
  readonly send: <Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    signal: AbortSignal,
  ) => Promise<z.output<Schema>>
  /** Closes the connections. */
  readonly close: () => void
}

interface Exchange {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

class ConnectionError extends Error {
  override name = 'ConnectionError'
  constructor(
    cause: Error,
    /** A kept connection was closed by the server before it answered: the request may be sent once more. */
    readonly isStale: boolean,
  ) {
    super(cause.message, { cause })
  }
}

class AnswerTooLargeError extends Error {
  override name = 'AnswerTooLargeError'
}

/** A client for the backend's address and nothing else; `secret` goes along as bearer token. */
export function createHttpClient(
  backend: BackendConfig,
  secret: string | null,
  maxAnswerBytes: number = MAX_ANSWER_BYTES,
): HttpClient {
  const options = { keepAlive: true, maxSockets: backend.settings.slots }
  const agent = backend.baseUrl.startsWith('https:') ? new SecureAgent(options) : new PlainAgent(options)
  // Users copy addresses with the `/v1` of the OpenAI interface; the paths asked here start above it.
  const root = backend.baseUrl.replace(/\/v1$/, '')

  function fail(code: string, problem: string, isRetryable: boolean, cause?: unknown): InferenceError {
    return new InferenceError(`${backend.name}: ${problem}`, { backend: backend.id, code, isRetryable }, { cause })
  }

  async function exchange(request: Exchange, signal: AbortSignal): Promise<Answer> {
    const { timeoutMs } = backend.settings
    const timeout = AbortSignal.timeout(timeoutMs)
    const either = AbortSignal.any([signal, timeout])
    try {
      return await exchangeOnce(request, agent, either, maxAnswerBytes).catch((error: unknown) => {
        if (either.aborted || !(error instanceof ConnectionError) || !error.isStale) throw error
        return exchangeOnce(request, agent, either, maxAnswerBytes)
      })
    } catch (cause) {
      signal.throwIfAborted()
      if (timeout.aborted)
        throw fail(
          'backend-timeout',
          `no answer from ${request.url.pathname} within ${timeoutMs} ms. Raise the timeout or lower the slots.`,
          true,
          cause,
        )
      if (cause instanceof AnswerTooLargeError) throw fail('backend-answer-too-large', cause.message, false, cause)
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw fail('backend-unreachable', `${request.url.host} cannot be reached: ${reason}. Is it running?`, true, cause)
    }
  }

  return {
    backend,
    async send(path, body, schema, signal) {
      signal.throwIfAborted()
      if (!URL.canParse(root + path)) throw cannotScore(backend, `${backend.baseUrl} is no address`)
      const url = new URL(root + path)
      const text = body === null ? null : JSON.stringify(body)
      const headers = {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'alignx-lens',
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...(text === null
          ? {}
          : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
      }
      const answer = await exchange({ url, headers, body: text }, signal)
      const shown = quoteAnswer(answer.text, secret)
      if (answer.status < 200 || answer.status >= 300) {
        const { 'retry-after': retryAfter = null, location } = answer.headers
        const target = location === undefined ? null : quoteAnswer(location, secret)
        throw classifyStatus(backend, url, { status: answer.status, retryAfter, location: target, text: shown })
      }
      let parsed: unknown
      try {
        parsed = JSON.parse(answer.text)
      } catch (cause) {
        throw fail('backend-bad-answer', `${path} answered with something that is no JSON: ${shown}`, true, cause)
      }
      const result = schema.safeParse(parsed)
      if (result.success) return result.data
      const [issue] = result.error.issues
      throw fail(
        'backend-bad-answer',
        `${path} answered in a shape unknown here, at ${issue?.path.join('.') || 'its root'} (${issue?.message}): ${shown}. Check the kind of the backend.`,
        false,
        result.error,
      )
    },
    close: () => agent.destroy(),
  }
}

function exchangeOnce(
  { url, headers, body }: Exchange,
  agent: PlainAgent | SecureAgent,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Answer> {
  const open = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    let hasAnswer = false
    const outgoing = open(url, { agent, method: body === null ? 'GET' : 'POST', headers, signal })
    outgoing.on('response', (incoming) => {
      hasAnswer = true
      readText(incoming, maxBytes).then(
        (text) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
        reject,
      )
    })
    outgoing.on('error', (cause) => reject(new ConnectionError(cause, outgoing.reusedSocket && !hasAnswer)))
    outgoing.end(body ?? undefined)
  })
}

async function readText(incoming: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > maxBytes) {
      incoming.destroy()
      throw new AnswerTooLargeError(`the answer is larger than ${maxBytes} bytes`)
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
