import type { ByteRange } from './byte-range'
import { isPlainPath } from './shard-name'
import { SourceError } from './source-error'

/** A range of one of several files. */
export interface FilePiece {
  readonly path: string
  readonly range: ByteRange
}

/** Most pieces of one request. */
const MOST_PIECES = 200

/**
 * The pieces that `path:start-end,…` asks for, `end` excluded; a path without one is that of the piece before. Throws
 * `range-invalid` for anything else, for empty ranges and for more than 200 of them.
 */
export function parsePieces(text: string): readonly FilePiece[] {
  const parts = text.split(',')
  if (parts.length > MOST_PIECES)
    throw new SourceError('range-invalid', `At most ${MOST_PIECES} ranges are read at a time, not ${parts.length}.`)
  let last = ''
  return parts.map((part) => {
    const [, path, first = '', second = ''] = /^(?:([^:]+):)?(\d{1,15})-(\d{1,15})$/.exec(part) ?? []
    last = path ?? last
    const range = { start: Number(first), end: Number(second) }
    if (first === '' || !isPlainPath(last) || range.end <= range.start)
      throw new SourceError('range-invalid', `${JSON.stringify(part.slice(0, 80))} is not a range such as a.pack:0-99.`)
    return { path: last, range }
  })
}
