import type { BackendConfig } from '@/lib/core/backend'
import { InferenceError } from '../scorer'

/** An answer with a status other than 2xx. `text` is the start of its body, fit for a message. */
export interface RefusedAnswer {
  readonly status: number
  readonly retryAfter: string | null
  readonly location: string | null
  readonly text: string
}

const RETRYABLE = new Set([408, 409, 425, 429])

/**
 * The error for an answer that is no success. Retryable: 408, 409, 425, 429 and 5xx, with the wait of `Retry-After`.
 * A redirect is never followed, since the request may hold a secret and texts of the data: code `backend-cannot-score`.
 * Other codes: `backend-busy` (429, 503), `backend-failed` (other 5xx), `backend-refused`.
 */
export function classifyStatus(backend: BackendConfig, url: URL, answer: RefusedAnswer): InferenceError {
  const { status, text } = answer
  const facts = { backend: backend.id, status }
  const said = text === '' ? '' : `: ${text}`
  if (status >= 300 && status < 400)
    return new InferenceError(
      `${backend.name}: ${url.pathname} redirects (HTTP ${status}) to ${answer.location ?? 'nowhere'}. Redirects are not followed: set the address it leads to as the backend's own.`,
      { ...facts, code: 'backend-cannot-score', isRetryable: false },
    )
  if (RETRYABLE.has(status) || status >= 500) {
    const retryAfterMs = parseRetryAfter(answer.retryAfter, Date.now())
    const code = status === 429 || status === 503 ? 'backend-busy' : 'backend-failed'
    return new InferenceError(`${backend.name}: HTTP ${status} from ${url.pathname}${said}`, {
      ...facts,
      code,
      isRetryable: true,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    })
  }
  const advice =
    status === 404
      ? ' Check the kind and the address of the backend.'
      : status === 401 || status === 403
        ? ' Check the secret of the backend.'
        : ''
  return new InferenceError(`${backend.name}: HTTP ${status} from ${url.pathname}${said}.${advice}`, {
    ...facts,
    code: 'backend-refused',
    isRetryable: false,
  })
}

/**
 * Milliseconds to wait by a `Retry-After` header, in seconds or as a date; `null` for none or an unreadable one. Never
 * more than an hour. `now` is in milliseconds since 1970. Source: RFC 9110, section 10.2.3.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  const text = header.trim()
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(0, waitMs), 3_600_000)
}
