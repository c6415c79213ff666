import type { FilePiece } from './byte-store'

/** A gap that is cheaper read than asked around. */
const GAP_BYTES = 16 * 1024

/** Longest range made by joining, so that one request does not hold up all rows. */
const MOST_BYTES = 1024 * 1024

/** Most pieces of one request, for the length of its address, and most of their bytes. */
const MOST_PIECES = 100
const MOST_GROUP_BYTES = 4 * 1024 * 1024

/** A range to read, and the places in the list asked that lie in it. */
export interface MergedPiece extends FilePiece {
  readonly places: readonly number[]
}

/** Joins ranges of a file that overlap or lie less than 16 kB apart, in the order of the files, up to a megabyte a piece. */
export function mergePieces(pieces: readonly FilePiece[]): readonly MergedPiece[] {
  const order = pieces.map((piece, place) => ({ ...piece, place }))
  order.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.range.start - b.range.start))
  const merged: { path: string; range: FilePiece['range']; places: number[] }[] = []
  for (const { path, range, place } of order) {
    const last = merged.at(-1)
    const end = Math.max(last?.range.end ?? 0, range.end)
    const isNear = last?.path === path && range.start - last.range.end < GAP_BYTES
    if (last && isNear && end - last.range.start <= MOST_BYTES) {
      last.range = { start: last.range.start, end }
      last.places.push(place)
    } else merged.push({ path, range, places: [place] })
  }
  return merged
}

/** Pieces in groups of one request each. */
export function groupPieces<Piece extends FilePiece>(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = []
  let bytes = 0
  for (const piece of pieces) {
    const length = piece.range.end - piece.range.start
    const last = groups.at(-1)
    if (last && last.length < MOST_PIECES && bytes + length <= MOST_GROUP_BYTES) {
      last.push(piece)
      bytes += length
    } else {
      groups.push([piece])
      bytes = length
    }
  }
  return groups
}
