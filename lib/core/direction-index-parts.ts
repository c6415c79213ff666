import { FACETS, type FacetKey } from './columns'
import type { FacetTable } from './direction-index-facets'
import {
  BITMAP_BYTES,
  bitmapAt,
  EVERY_POSITIVE,
  HAS_DEMOGRAPHICS,
  HAS_DIRECTION,
  HISTORY_POSITIVE,
  POLE_COUNT,
  POSITIVE,
  PRESENT,
  SEGMENT_ROWS,
} from './direction-index-layout'
import { IndexBatchError } from './direction-index-rows'
import type { IndexFilter } from './index-filter'
import type { SortKey } from './view'

/** What rows loaded from bitmaps may still lack. */
export type IndexPart = 'history' | 'facets'

/** Consecutive segments of bitmaps as prepared datasets hold them; all but the last segment of a dataset are full. */
export interface SegmentBytes {
  /** The first row, a multiple of 65,536. */
  readonly rowStart: number
  /**
   * Segment after segment, each `OWN_BITMAPS` or `HISTORY_BITMAPS` bitmaps of 8 KiB; bits past the last row are zero.
   * Own: 90 positive and 90 negative poles, has direction, demographics, profile, persona. History: 180 poles of some
   * item, 180 of every item.
   */
  readonly bytes: Uint8Array
}

/** The facets of consecutive rows, each in the type that suits it. */
export interface FacetSegments {
  readonly rowStart: number
  readonly rows: number
  /** Every facet, with one value a row and the value that stands for none. */
  readonly columns: readonly {
    readonly facet: FacetKey
    readonly values: Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array
    readonly missing: number | null
  }[]
  /** The first row of each shard, growing. */
  readonly shardStarts: readonly number[]
}

export const OWN_BITMAPS = POLE_COUNT + 4
export const HISTORY_BITMAPS = 2 * POLE_COUNT

/** The question needs a part of the rows that is not loaded yet. */
export class IndexPartMissingError extends Error {
  override name = 'IndexPartMissingError'
  readonly code = 'index-part-missing'
  constructor(readonly part: IndexPart) {
    super(
      `The ${part === 'history' ? 'histories' : 'facets'} of some rows are not loaded yet. Ask again when they are.`,
    )
  }
}

/** Copies the own bitmaps of `rows` rows. Throws `IndexBatchError`, before any change, for bytes that are not theirs. */
export function writeOwnSegments(memory: Uint8Array, { rowStart, bytes }: SegmentBytes, rows: number): void {
  forEachSegment({ rowStart, bytes }, rows, OWN_BITMAPS, (segment, part, many) => {
    const copy = (from: number, many: number, to: number) =>
      memory.set(part.subarray(from * BITMAP_BYTES, (from + many) * BITMAP_BYTES), bitmapAt(segment, to))
    copy(0, POLE_COUNT, POSITIVE)
    copy(POLE_COUNT, 1, HAS_DIRECTION)
    copy(POLE_COUNT + 1, 3, HAS_DEMOGRAPHICS)
    const present = bitmapAt(segment, PRESENT)
    memory.fill(255, present, present + (many >>> 3))
    if (many % 8 > 0) memory[present + (many >>> 3)] = (1 << (many % 8)) - 1
  })
}

/** Copies the history bitmaps of `rows` rows; throws as `writeOwnSegments`. */
export function writeHistorySegments(memory: Uint8Array, { rowStart, bytes }: SegmentBytes, rows: number): void {
  forEachSegment({ rowStart, bytes }, rows, HISTORY_BITMAPS, (segment, part) => {
    memory.set(part.subarray(0, POLE_COUNT * BITMAP_BYTES), bitmapAt(segment, HISTORY_POSITIVE))
    memory.set(part.subarray(POLE_COUNT * BITMAP_BYTES), bitmapAt(segment, EVERY_POSITIVE))
  })
}

/** Writes the facets and the shards of rows. Throws `IndexBatchError`, before any change, where one is not whole. */
export function writeFacetSegments(table: FacetTable, { rowStart, rows, columns, shardStarts }: FacetSegments): void {
  for (const { key } of FACETS) {
    const values = columns.find(({ facet }) => facet === key)?.values
    if (values?.length !== rows)
      throw new IndexBatchError(`Facet ${key} has ${values?.length ?? 'no'} values for ${rows} rows`)
  }
  for (const { facet, values, missing } of columns) table.write(facet, rowStart, values, missing)
  const end = rowStart + rows
  for (const [shard, start] of shardStarts.entries()) {
    const [first, last] = [Math.max(start, rowStart), Math.min(shardStarts[shard + 1] ?? end, end)]
    if (first < last) table.write('shard', first, new Int32Array(last - first).fill(shard), null)
  }
}

/** The segments that `rows` rows from `rowStart` on lie in. */
export function listSegments(rowStart: number, rows: number): number[] {
  const first = Math.floor(rowStart / SEGMENT_ROWS)
  return Array.from({ length: Math.ceil((rowStart + rows) / SEGMENT_ROWS) - first }, (_, at) => first + at)
}

function forEachSegment(
  { rowStart, bytes }: SegmentBytes,
  rows: number,
  bitmaps: number,
  write: (segment: number, part: Uint8Array, rows: number) => void,
): void {
  const length = bitmaps * BITMAP_BYTES
  const segments = rowStart % SEGMENT_ROWS === 0 ? listSegments(rowStart, rows) : []
  if (bytes.length !== segments.length * length || segments.length === 0)
    throw new IndexBatchError(
      `${bytes.length} bytes from row ${rowStart} on are not ${rows} rows in segments of ${bitmaps} bitmaps`,
    )
  const inLast = rows - (segments.length - 1) * SEGMENT_ROWS
  for (let at = bytes.length - length; at < bytes.length; at += BITMAP_BYTES) checkTail(bytes, at, inLast)
  for (const [place, segment] of segments.entries())
    write(
      segment,
      bytes.subarray(place * length, (place + 1) * length),
      place === segments.length - 1 ? inLast : SEGMENT_ROWS,
    )
}

/** Bits of rows that do not exist would be counted. */
function checkTail(bytes: Uint8Array, bitmap: number, rows: number): void {
  const partial = rows % 8 > 0 ? (bytes[bitmap + (rows >>> 3)] ?? 0) >>> (rows % 8) : 0
  const rest = bytes.subarray(bitmap + Math.ceil(rows / 8), bitmap + BITMAP_BYTES)
  if (partial !== 0 || rest.some((byte) => byte !== 0))
    throw new IndexBatchError(`A bitmap of ${rows} rows has a bit past the last of them`)
}

/** The parts that a filter asks about. */
export function partsOf(filter: IndexFilter): ReadonlySet<IndexPart> {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return new Set(filter.filters.flatMap((part) => [...partsOf(part)]))
    case 'not':
      return partsOf(filter.filter)
    case 'history':
      return new Set(['history'])
    case 'range':
    case 'shard':
      return new Set(['facets'])
    case 'missing':
      return new Set(filter.column === 'ugc' || filter.column === 'pairs' ? ['facets'] : [])
    default:
      return new Set()
  }
}

/** The parts that an order asks about. */
export function partsOfSort(key: SortKey): ReadonlySet<IndexPart> {
  return new Set(key === 'row_number' ? [] : ['facets'])
}

/** Which segments lack which part. */
export interface MissingParts {
  /** Throws `IndexPartMissingError` where a segment lacks one of the parts. */
  check(...parts: ReadonlySet<IndexPart>[]): void
  list(): readonly IndexPart[]
  /** Notes that segments lack a part, or have it now. */
  mark(part: IndexPart, segments: readonly number[], isMissing: boolean): void
  clear(): void
}

/** Nothing is missing yet. */
export function createMissingParts(): MissingParts {
  const missing = { history: new Set<number>(), facets: new Set<number>() }
  return {
    check: (...asked) => {
      for (const parts of asked)
        for (const part of parts) if (missing[part].size > 0) throw new IndexPartMissingError(part)
    },
    list: () => (['history', 'facets'] as const).filter((part) => missing[part].size > 0),
    mark: (part, segments, isMissing) => {
      for (const segment of segments) {
        if (isMissing) missing[part].add(segment)
        else missing[part].delete(segment)
      }
    },
    clear: () => {
      missing.history.clear()
      missing.facets.clear()
    },
  }
}
