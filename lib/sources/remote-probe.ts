import { createHash } from 'node:crypto'
import { parseContentRange } from './byte-range'
import { strongEntityTag } from './entity-tag'
import { findEncoding } from './remote-answer'
import { SourceError } from './source-error'
import type { SourceNetwork } from './stored-source'
import { followUpstream, type UpstreamOrigin } from './upstream-redirects'
import { describeUrl, dropAnswer, type UpstreamAnswer, type UpstreamSettings } from './upstream-request'
import { upstreamStatusError } from './upstream-status'

/** What a server says of a file when its first byte is asked for. `bytes` is `null` where it does not say. */
export interface ProbedFile {
  readonly bytes: number | null
  readonly etag: string | null
  readonly upstreamTag: string | null
  readonly ranges: boolean
  readonly network: SourceNetwork
}

/**
 * Asks for the first byte of a file. Throws `source-empty`, `source-too-large` (no ranges, and longer than the limit for
 * whole files), `upstream-wrong-length`, `upstream-encoded` and what `followUpstream` throws.
 */
export async function probeFile(
  url: URL,
  origin: UpstreamOrigin,
  settings: UpstreamSettings,
  signal: AbortSignal,
): Promise<ProbedFile> {
  const answer = await followUpstream(url, { range: 'bytes=0-0' }, origin, settings, signal)
  try {
    const fault = findEncoding(answer)
    if (fault !== null) throw fault
    const found = readSize(answer, settings)
    if (found.bytes === 0) throw new SourceError('source-empty', `${describeUrl(url)} is empty.`)
    const upstreamTag = strongEntityTag(answer.response.headers.etag)
    const etag = upstreamTag ?? tagFromDate(answer.response.headers['last-modified'], found.bytes)
    return { ...found, etag, upstreamTag, network: storableNetwork(answer.origin, url) }
  } finally {
    dropAnswer(answer)
  }
}

function readSize(
  answer: UpstreamAnswer,
  settings: UpstreamSettings,
): { readonly bytes: number | null; readonly ranges: boolean } {
  const { response, url } = answer
  if (response.statusCode === 206) {
    const range = parseContentRange(response.headers['content-range'])
    if (range === null || range.total === null || range.start !== 0 || range.end !== 1)
      throw new SourceError(
        'upstream-wrong-length',
        `${describeUrl(url)} was asked for its first byte and answered with Content-Range ${response.headers['content-range'] ?? 'missing'}. It cannot be read in ranges.`,
      )
    return { bytes: range.total, ranges: true }
  }
  if (response.statusCode === 416) return { bytes: 0, ranges: true }
  if (response.statusCode !== 200) throw upstreamStatusError(answer)
  const length = response.headers['content-length']
  const bytes = length === undefined ? null : Number(length)
  if (bytes !== null && bytes > settings.wholeFileLimitBytes)
    throw new SourceError(
      'source-too-large',
      `${describeUrl(url)} has ${bytes} bytes and its server serves no byte ranges; only up to ${settings.wholeFileLimitBytes} bytes are read whole. Put it on a server that serves ranges.`,
    )
  return { bytes, ranges: false }
}

function tagFromDate(lastModified: string | undefined, bytes: number | null): string | null {
  if (lastModified === undefined || bytes === null) return null
  return `"${createHash('sha256').update(`${lastModified} ${bytes}`).digest('hex').slice(0, 32)}"`
}

/** The class as it is stored. Other classes are refused before anything is asked of the host. */
export function storableNetwork(network: UpstreamAnswer['network'], url: URL): SourceNetwork {
  if (network === 'link-local' || network === 'reserved')
    throw new SourceError(
      'upstream-address-refused',
      `${url.host} is at a ${network} address, which no source may use.`,
    )
  return network
}
