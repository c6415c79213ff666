import { respondProblem } from '@/app/api/route-handler'
import { createProblem } from '@/lib/core/problem'
import {
  allowsRange,
  matchesEntityTag,
  parseByteRange,
  type ShardReader,
  SourceError,
  shardContentType,
} from '@/lib/sources'
import { streamPieces } from './stream-pieces'

/**
 * Answers a GET or HEAD for an open shard: 200, 206, 304, 412 or 416, as RFC 9110 has it. The first bytes are awaited
 * before the head is sent, so that a server which cannot deliver is answered with a problem; a fault after that ends the
 * connection early. The reader is closed in every case.
 */
export async function respondWithShard(request: Request, reader: ShardReader): Promise<Response> {
  try {
    const answer = planAnswer(request, reader)
    if (answer.range === 'none' || request.method === 'HEAD') {
      await reader.close()
      return new Response(null, answer)
    }
    const body = await streamPieces(reader.read(answer.range, request.signal), reader.close, request.signal)
    return new Response(body, answer)
  } catch (error) {
    await reader.close()
    if (!(error instanceof SourceError) || error.status !== 416 || reader.bytes === null) throw error
    const problem = createProblem(416, error.code, error.message, { bytes: reader.bytes })
    return respondProblem(problem, { 'content-range': `bytes */${reader.bytes}`, 'accept-ranges': 'bytes' })
  }
}

interface PlannedAnswer {
  readonly status: number
  readonly headers: Headers
  /** What to send: a range, the whole file (`null`), or no body. */
  readonly range: ReturnType<typeof parseByteRange> | 'none'
}

function planAnswer({ headers: asked }: Request, reader: ShardReader): PlannedAnswer {
  const { name, bytes, etag, ranges, isImmutable } = reader
  const headers = new Headers({
    'accept-ranges': ranges ? 'bytes' : 'none',
    // no-transform keeps the server from compressing the body, which would change what a range means.
    'cache-control': `${isImmutable ? 'public, max-age=31536000, immutable' : 'private, no-cache'}, no-transform`,
    'content-disposition': `attachment; filename*=UTF-8''${encodeName(name)}`,
    'content-type': shardContentType(name),
    'x-content-type-options': 'nosniff',
  })
  if (etag !== null) headers.set('etag', etag)
  const wanted = asked.get('if-match')
  if (wanted !== null && !matchesEntityTag(wanted, etag, true))
    throw new SourceError('shard-changed', `${name} is no longer the file that was asked for. Load the source again.`)
  const known = asked.get('if-none-match')
  if (known !== null && matchesEntityTag(known, etag, false)) return { status: 304, headers, range: 'none' }
  const rangeHeader = asked.get('range')
  if (!ranges || bytes === null) return planWhole(headers, reader, rangeHeader)
  const range = allowsRange(asked.get('if-range'), etag) ? parseByteRange(rangeHeader, bytes) : null
  headers.set('content-length', String(range === null ? bytes : range.end - range.start))
  if (range === null) return { status: 200, headers, range }
  headers.set('content-range', `bytes ${range.start}-${range.end - 1}/${bytes}`)
  return { status: 206, headers, range }
}

/** A file whose server has no ranges is sent whole, and only when no range is asked for: nobody gets more than they want. */
function planWhole(headers: Headers, { name, bytes }: ShardReader, rangeHeader: string | null): PlannedAnswer {
  if (rangeHeader !== null)
    throw new SourceError(
      'source-no-ranges',
      `The server of ${name} serves no byte ranges. Ask for the whole file, without a Range header.`,
    )
  if (bytes !== null) headers.set('content-length', String(bytes))
  return { status: 200, headers, range: null }
}

function encodeName(name: string): string {
  const base = name.split('/').at(-1) ?? name
  return encodeURIComponent(base).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
