import type { ByteRange } from '@/lib/core/prepared/segments'

/** A gap that is cheaper read than asked around. */
const GAP_BYTES = 16 * 1024

/** Longest range made by joining, so that one request does not hold up all rows. */
const MOST_BYTES = 1024 * 1024

/** A range to read, and the places in the list asked that lie in it. */
export interface MergedRange {
  readonly range: ByteRange
  readonly places: readonly number[]
}

/** Joins ranges that overlap or lie less than 16 kB apart, in the order of the file, up to a megabyte a piece. */
export function mergeRanges(ranges: readonly ByteRange[]): readonly MergedRange[] {
  const order = ranges.map((_, place) => place)
  order.sort((a, b) => (ranges[a]?.start ?? 0) - (ranges[b]?.start ?? 0))
  const merged: { range: ByteRange; places: number[] }[] = []
  for (const place of order) {
    const next = ranges[place]
    if (!next) continue
    const last = merged.at(-1)
    const end = Math.max(last?.range.end ?? 0, next.end)
    if (last && next.start - last.range.end < GAP_BYTES && end - last.range.start <= MOST_BYTES) {
      last.range = { start: last.range.start, end }
      last.places.push(place)
    } else merged.push({ range: next, places: [place] })
  }
  return merged
}
