import { type ByteRange, parseContentRange } from './byte-range'
import { strongEntityTag } from './entity-tag'
import { SourceError } from './source-error'
import type { StoredShard } from './stored-source'
import { describeUrl, dropAnswer, type UpstreamAnswer } from './upstream-request'
import { upstreamStatusError } from './upstream-status'

/**
 * Lets an answer pass only when it is exactly the wanted range of the file that was listed. Throws `source-no-ranges`,
 * `source-changed`, `upstream-wrong-length`, `upstream-encoded` or the error of its status, and lets the answer go.
 */
export function checkPartialAnswer(answer: UpstreamAnswer, shard: StoredShard, want: ByteRange): void {
  const fault = findFault(answer, shard, want)
  if (fault === null) return
  dropAnswer(answer)
  throw fault
}

function findFault(answer: UpstreamAnswer, shard: StoredShard, want: ByteRange): SourceError | null {
  const { response, url } = answer
  const where = describeUrl(url)
  if (response.statusCode === 200)
    return new SourceError(
      'source-no-ranges',
      `${where} no longer serves byte ranges. Remove the source and add it again to read it whole.`,
    )
  if (response.statusCode === 416) return changedShard(shard, where, 'it is shorter')
  if (response.statusCode !== 206) return upstreamStatusError(answer)
  const range = parseContentRange(response.headers['content-range'])
  if (range === null)
    return new SourceError(
      'upstream-wrong-length',
      `${where} did not say which bytes it sent. It cannot be read safely.`,
    )
  if (range.total !== null && range.total !== shard.bytes)
    return changedShard(shard, where, `it has ${range.total} bytes, not ${shard.bytes}`)
  if (range.start !== want.start || range.end !== want.end)
    return new SourceError(
      'upstream-wrong-length',
      `${where} sent bytes ${range.start} to ${range.end} instead of ${want.start} to ${want.end}.`,
    )
  const length = response.headers['content-length']
  if (length !== undefined && Number(length) !== want.end - want.start)
    return new SourceError(
      'upstream-wrong-length',
      `${where} announced ${length} bytes instead of ${want.end - want.start}.`,
    )
  const tag = strongEntityTag(response.headers.etag)
  if (shard.upstreamTag !== null && tag !== null && tag !== shard.upstreamTag)
    return changedShard(shard, where, 'its entity tag is another')
  return findEncoding(answer)
}

/** `upstream-encoded` when the body is compressed on the wire although it was asked not to be; else `null`. */
export function findEncoding({ response, url }: UpstreamAnswer): SourceError | null {
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return null
  return new SourceError(
    'upstream-encoded',
    `${describeUrl(url)} is sent with content-encoding ${encoding}, so its bytes cannot be addressed. Turn that off for this file.`,
  )
}

function changedShard(shard: StoredShard, where: string, how: string): SourceError {
  return new SourceError(
    'source-changed',
    `${shard.name} has changed since the source was added (${where}: ${how}). Add the source again.`,
  )
}
