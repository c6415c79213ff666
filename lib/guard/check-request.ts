/** The largest body of any request, 64 MiB; routes set smaller limits of their own. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024

/** What the guard looks at. A header that was not sent is `null`. */
export interface GuardedRequest {
  readonly method: string
  /** As sent, percent signs and all. */
  readonly path: string
  readonly host: string | null
  readonly origin: string | null
  readonly fetchSite: string | null
  readonly fetchMode: string | null
  readonly contentLength: string | null
  readonly transferEncoding: string | null
}

/** Why a request is refused, for the answer. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly detail: string
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?$/i

function isServedHost(host: string | null, port: number | null): boolean {
  const match = host === null ? null : LOOPBACK_HOST.exec(host)
  return match !== null && (port === null || Number(match[1] ?? 80) === port)
}

function isReadablePath(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * Why a request to an app that listens on loopback alone is refused; `null` when it may pass. `port` is the one served,
 * `null` when it is not known.
 * - 421 `unknown-host`: another name than this machine's, as a page that points its own name at 127.0.0.1 would send.
 * - 400 `bad-path`: a path whose percent signs stand for no text, which the router would answer with 500.
 * - 403 `cross-origin`: a page of another origin writes, or reads otherwise than by a link. Programs send neither header.
 * - 411 `length-required`, 413 `body-too-large`: a body of unknown length would be cut short on its way to the route.
 */
export function checkRequest(request: GuardedRequest, port: number | null): Refusal | null {
  const { method, path, host, origin, fetchSite, fetchMode, contentLength, transferEncoding } = request
  if (!isServedHost(host, port)) {
    const names = `localhost${port === null ? '' : `:${port}`}`
    return { status: 421, code: 'unknown-host', detail: `This app answers to ${names} only. Open it under that name.` }
  }
  if (!isReadablePath(path)) {
    return {
      status: 400,
      code: 'bad-path',
      detail: 'The path has a percent sign that stands for no UTF-8 text. Encode it again.',
    }
  }
  const isSafe = SAFE_METHODS.has(method.toUpperCase())
  const isForeignOrigin = origin !== null && origin.toLowerCase() !== `http://${host}`.toLowerCase()
  const isForeignSite = fetchSite !== null && fetchSite !== 'same-origin' && fetchSite !== 'none'
  const isLink = isSafe && fetchMode === 'navigate'
  if ((isForeignOrigin && !isSafe) || (isForeignSite && !isLink)) {
    return { status: 403, code: 'cross-origin', detail: 'Another site may not do this. Do it on a page of this app.' }
  }
  if (transferEncoding !== null && contentLength === null) {
    return { status: 411, code: 'length-required', detail: 'Send the length of the body in content-length.' }
  }
  if (contentLength !== null && !(Number(contentLength) <= MAX_BODY_BYTES)) {
    return {
      status: 413,
      code: 'body-too-large',
      detail: `The body is larger than ${MAX_BODY_BYTES} bytes. Send less.`,
    }
  }
  return null
}
