import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers with `bytes` or one range of them, as a plain file server does. */
export function serveBytes(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  if (match === null) {
    response.writeHead(200, { 'accept-ranges': 'bytes', 'content-length': bytes.byteLength, ...headers })
    response.end(bytes)
    return
  }
  const start = Number(match[1])
  if (start >= bytes.byteLength) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.byteLength}`, 'content-length': 0 })
    response.end()
    return
  }
  const end = match[2] === '' ? bytes.byteLength : Math.min(Number(match[2]) + 1, bytes.byteLength)
  response.writeHead(206, {
    'accept-ranges': 'bytes',
    'content-length': end - start,
    'content-range': `bytes ${start}-${end - 1}/${bytes.byteLength}`,
    ...headers,
  })
  response.end(bytes.subarray(start, end))
}
