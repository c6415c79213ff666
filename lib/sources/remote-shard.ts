import type { ByteRange } from './byte-range'
import { checkPartialAnswer, findEncoding } from './remote-answer'
import type { ShardReader } from './shard-reader'
import type { SignedLinks } from './signed-links'
import { SourceError } from './source-error'
import type { StoredShard } from './stored-source'
import { readBody } from './upstream-body'
import { followUpstream, headersFor, permittedNetworks, type UpstreamOrigin } from './upstream-redirects'
import { describeUrl, dropAnswer, sendUpstream, type UpstreamAnswer, type UpstreamSettings } from './upstream-request'
import { upstreamStatusError } from './upstream-status'

/** A shard on another server, with what is needed to read it. */
export interface RemoteShard {
  readonly sourceId: string
  readonly shard: StoredShard
  /** Whether its address holds the revision it belongs to. */
  readonly isImmutable: boolean
  readonly origin: UpstreamOrigin
  readonly links: SignedLinks
  readonly settings: UpstreamSettings
}

/** What a signed link answers once it has expired, by the stores in use: 400 and 403, rarely 401, 404 or 410. */
const EXPIRED = new Set([400, 401, 403, 404, 410])

/** Opens a shard on another server; nothing is asked of that server before the first read. */
export function openRemoteShard(remote: RemoteShard): ShardReader {
  const { name, bytes, etag, ranges } = remote.shard
  return {
    name,
    bytes,
    etag,
    ranges,
    isImmutable: remote.isImmutable,
    read: (range, signal) =>
      ranges && bytes !== null
        ? readRange(remote, range ?? { start: 0, end: bytes }, signal)
        : readWhole(remote, signal),
    close: async () => {},
  }
}

/** Reads a range; a connection that drops or stalls half-way is taken up once more at the byte where it ended. */
async function* readRange(
  remote: RemoteShard,
  range: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  let position = range.start
  let isRetried = false
  while (position < range.end) {
    const from = position
    try {
      const answer = await requestRange(remote, { start: position, end: range.end }, signal)
      for await (const piece of readBody(answer, remote.settings, signal)) {
        if (position + piece.byteLength > range.end) throw tooLong(answer.url)
        position += piece.byteLength
        yield piece
      }
      if (position < range.end)
        throw new SourceError('upstream-dropped', `${describeUrl(answer.url)} ended before its last byte. Try again.`)
    } catch (error) {
      if (isRetried || !isPassing(error, position > from)) throw error
      isRetried = true
    }
  }
}

function isPassing(error: unknown, hasProgress: boolean): boolean {
  if (!(error instanceof SourceError)) return false
  if (error.code === 'upstream-timeout') return hasProgress
  return error.code === 'upstream-dropped' || error.code === 'upstream-unreachable'
}

async function requestRange(remote: RemoteShard, want: ByteRange, signal: AbortSignal): Promise<UpstreamAnswer> {
  const { sourceId, shard, origin, links, settings } = remote
  const url = new URL(shard.url)
  const headers = { range: `bytes=${want.start}-${want.end - 1}` }
  const link = links.find(sourceId, url)
  if (link !== null) {
    const permitted = permittedNetworks(origin.network)
    const answer = await sendUpstream(
      { url: link, headers: headersFor(link, headers, origin.credential), permitted, signal },
      settings,
    )
    if (answer.response.statusCode === 206) {
      checkPartialAnswer(answer, shard, want)
      return answer
    }
    links.drop(sourceId, url)
    if (!EXPIRED.has(answer.response.statusCode ?? 0)) checkPartialAnswer(answer, shard, want)
    dropAnswer(answer)
  }
  const answer = await followUpstream(url, headers, origin, settings, signal)
  checkPartialAnswer(answer, shard, want)
  if (answer.first !== null) links.keep(sourceId, url, answer.url)
  return answer
}

/** Reads a file from a server without ranges, up to `wholeFileLimitBytes`. */
async function* readWhole(remote: RemoteShard, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  const { shard, origin, settings } = remote
  const answer = await followUpstream(new URL(shard.url), {}, origin, settings, signal)
  if (answer.response.statusCode !== 200) throw upstreamStatusError(answer)
  const limit = shard.bytes ?? settings.wholeFileLimitBytes
  const announced = answer.response.headers['content-length']
  const fault = findEncoding(answer) ?? (Number(announced ?? 0) > limit ? tooLarge(remote, limit) : null)
  if (fault !== null) {
    dropAnswer(answer)
    throw fault
  }
  let bytes = 0
  for await (const piece of readBody(answer, settings, signal)) {
    bytes += piece.byteLength
    if (bytes > limit) throw tooLarge(remote, limit)
    yield piece
  }
  if (shard.bytes !== null && bytes < shard.bytes)
    throw new SourceError(
      'upstream-wrong-length',
      `${shard.name} has ${bytes} bytes; ${shard.bytes} were announced when the source was added.`,
    )
}

function tooLong(url: URL): SourceError {
  return new SourceError('upstream-wrong-length', `${describeUrl(url)} sent more bytes than it was asked for.`)
}

function tooLarge({ shard }: RemoteShard, limit: number): SourceError {
  return shard.bytes === null
    ? new SourceError(
        'source-too-large',
        `${shard.name} is larger than ${limit} bytes and its server serves no byte ranges. Put it on a server that does.`,
      )
    : new SourceError(
        'source-changed',
        `${shard.name} is longer than the ${limit} bytes it had when the source was added. Add the source again.`,
      )
}
