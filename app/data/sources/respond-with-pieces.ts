import { type ByteRange, parsePieces, SourceError, type SourceService } from '@/lib/sources'

/** Most bytes of one answer: it is held in memory. */
const MOST_BYTES = 16 * 1024 * 1024

/** Ranges read at once, which matters where they come from another server. */
const AT_ONCE = 8

/**
 * Answers a GET for some ranges of several files below `folder` (`<revision>/`), one after the other in the order asked.
 * Rows of a page lie all over a prepared dataset: one request for each would cost as many round trips. Throws
 * `range-invalid`, `range-unsatisfiable` and what opening and reading the files throws.
 */
export async function respondWithPieces(
  request: Request,
  { service, id, folder }: { readonly service: SourceService; readonly id: string; readonly folder: string },
  ranges: string,
): Promise<Response> {
  const asked = parsePieces(ranges)
  if (asked.reduce((sum, { range }) => sum + range.end - range.start, 0) > MOST_BYTES)
    throw new SourceError('range-invalid', `The ranges have more than ${MOST_BYTES} bytes. Ask for fewer at a time.`)
  const pieces: Uint8Array[] = []
  for (let start = 0; start < asked.length; start += AT_ONCE)
    pieces.push(
      ...(await Promise.all(
        asked
          .slice(start, start + AT_ONCE)
          .map(({ path, range }) => readPiece(service, { id, name: folder + path, range }, request.signal)),
      )),
    )
  return new Response(new Uint8Array(Buffer.concat(pieces)), {
    headers: {
      'cache-control': 'private, no-store, no-transform',
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    },
  })
}

async function readPiece(
  service: SourceService,
  { id, name, range }: { readonly id: string; readonly name: string; readonly range: ByteRange },
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reader = await service.openShard(id, name)
  try {
    if (reader.bytes === null || range.end > reader.bytes)
      throw new SourceError(
        'range-unsatisfiable',
        `${reader.name} has ${reader.bytes} bytes, ${range.end} were asked for.`,
      )
    const pieces: Uint8Array[] = []
    for await (const piece of reader.read(range, signal)) pieces.push(piece)
    return Buffer.concat(pieces)
  } finally {
    await reader.close()
  }
}
