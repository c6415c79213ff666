import type { IncomingMessage } from 'node:http'
import { SourceError } from './source-error'
import { describeUrl, dropAnswer, type UpstreamAnswer, type UpstreamSettings } from './upstream-request'

/**
 * The body of an answer, piece by piece as it is asked for. Waiting longer than `idleTimeoutMs` for a piece throws
 * `upstream-timeout`, a connection that ends early `upstream-dropped`, an abort `client-closed`. The time that the
 * reader takes between two pieces does not count. The connection is let go when the reader stops early.
 */
export async function* readBody(
  answer: UpstreamAnswer,
  settings: UpstreamSettings,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const { response, url } = answer
  const stop = () => response.destroy()
  signal.addEventListener('abort', stop, { once: true })
  let isIdle = false
  const onIdle = () => {
    isIdle = true
    response.destroy()
  }
  try {
    if (signal.aborted) response.destroy()
    const pieces: AsyncIterator<unknown> = response[Symbol.asyncIterator]()
    for (;;) {
      const timer = setTimeout(onIdle, settings.idleTimeoutMs)
      const { done, value } = await pieces.next().finally(() => clearTimeout(timer))
      if (done === true) return endOfBody(response, url)
      if (value instanceof Uint8Array) yield value
    }
  } catch (cause) {
    if (cause instanceof SourceError) throw cause
    if (signal.aborted) throw new SourceError('client-closed', 'The request was given up.', { cause })
    if (isIdle)
      throw new SourceError(
        'upstream-timeout',
        `${describeUrl(url)} sent nothing for ${settings.idleTimeoutMs} ms. Try again later.`,
        { cause },
      )
    throw dropped(url, cause)
  } finally {
    signal.removeEventListener('abort', stop)
    if (!response.complete) dropAnswer(answer)
  }
}

function endOfBody(response: IncomingMessage, url: URL): void {
  if (!response.complete) throw dropped(url)
}

function dropped(url: URL, cause?: unknown): SourceError {
  return new SourceError(
    'upstream-dropped',
    `${url.host} closed the connection before ${describeUrl(url)} was complete. Try again.`,
    { cause },
  )
}

/** The whole body as text. Throws `upstream-wrong-length` beyond `maxBytes`, and what `readBody` throws. */
export async function readText(
  answer: UpstreamAnswer,
  maxBytes: number,
  settings: UpstreamSettings,
  signal: AbortSignal,
): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of readBody(answer, settings, signal)) {
    bytes += piece.byteLength
    if (bytes > maxBytes)
      throw new SourceError('upstream-wrong-length', `${describeUrl(answer.url)} sent more than ${maxBytes} bytes.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
