import { join } from 'node:path'
import { FACETS, type FacetKey, OPTIONAL_COLUMNS, type OptionalColumnKey } from '@/lib/core/columns'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { type HistogramBins, planBins } from '@/lib/core/histogram-bins'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { encodeFacetColumn, facetSegmentBytes, planFacet } from '@/lib/core/prepared/facet-columns'
import { encodeHeader } from '@/lib/core/prepared/file-header'
import type { PreparedFacet, PreparedFile } from '@/lib/core/prepared/manifest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import {
  BITMAP_BYTES,
  DIRECTION_BITMAPS,
  HISTORY_BITMAPS,
  rowsOfSegment,
  SEGMENT_ROWS,
  segmentBytes,
  segmentCount,
} from '@/lib/core/prepared/segments'
import { TEXT_INDEX_CHUNK_BYTES } from '@/lib/core/prepared/text-index'
import type { FacetTotals } from '@/lib/core/prepared/totals'
import { HashedFile } from './hashed-file'
import { type PlacedPart, RecordReader } from './part-list'
import { FLAG, RECORD_WORDS, WORD } from './row-record'

/** What was counted while the columns were written. Poles: positive 0-89, negative 90-179. */
export interface ColumnCounts {
  readonly own: Uint32Array
  readonly some: Uint32Array
  readonly withDirection: number
  readonly missing: Record<OptionalColumnKey, number>
  readonly facets: readonly FacetTotals[]
}

export interface MergedColumns {
  readonly counts: ColumnCounts
  readonly facets: readonly PreparedFacet[]
  readonly files: Readonly<Record<string, PreparedFile>>
}

/** Rows given on while a segment is in memory. */
export type TakeSegment = (records: Uint32Array<ArrayBuffer>, firstRow: number) => Promise<void>

/** Writes the bitmaps, the facets and the text index, a segment in memory at a time. */
export async function mergeColumns(
  parts: readonly PlacedPart[],
  rows: number,
  folder: string,
  take: TakeSegment,
): Promise<MergedColumns> {
  const facets = FACETS.map(({ key }, place) => planFacetOf(parts, key, place))
  const open = (path: string, kind: Parameters<typeof encodeHeader>[0], chunkBytes: number, fields: number[] = []) => {
    const file = new HashedFile(join(folder, path), chunkBytes)
    file.write(encodeHeader(kind, { rows, fields }))
    return file
  }
  const files = {
    [PREPARED_FILES.directions]: open(PREPARED_FILES.directions, 'directions', segmentBytes('directions')),
    [PREPARED_FILES.history]: open(PREPARED_FILES.history, 'history', segmentBytes('history')),
    [PREPARED_FILES.facets]: open(PREPARED_FILES.facets, 'facets', facetSegmentBytes(facets, SEGMENT_ROWS), [
      facets.length,
    ]),
    [PREPARED_FILES.textIndex]: open(PREPARED_FILES.textIndex, 'textIndex', TEXT_INDEX_CHUNK_BYTES),
  }
  const counter = new Counter(facets)
  const reader = new RecordReader(parts)
  for (let segment = 0; segment < segmentCount(rows); segment++) {
    const records = reader.read(segment * SEGMENT_ROWS, rowsOfSegment(rows, segment))
    const directions = new Uint8Array(segmentBytes('directions'))
    const history = new Uint8Array(segmentBytes('history'))
    fillBitmaps(records, directions, history, counter)
    files[PREPARED_FILES.directions]?.write(directions)
    files[PREPARED_FILES.history]?.write(history)
    for (const column of facetColumns(records, counter))
      files[PREPARED_FILES.facets]?.write(encodeFacetColumn(column.values, column.facet))
    files[PREPARED_FILES.textIndex]?.write(textLengths(records))
    await take(records, segment * SEGMENT_ROWS)
  }
  reader.close()
  const finished = Object.fromEntries(Object.entries(files).map(([path, file]) => [path, file.finish()]))
  return { counts: counter.counts(), facets, files: finished }
}

function planFacetOf(parts: readonly PlacedPart[], key: FacetKey, place: number): PreparedFacet {
  const ranges = parts.map(({ part }) => part.facets[place])
  const mins = ranges.flatMap((range) => range?.min ?? [])
  const maxs = ranges.flatMap((range) => range?.max ?? [])
  const least = mins.reduce<number | null>((least, min) => (least === null || min < least ? min : least), null)
  const most = maxs.reduce<number | null>((most, max) => (most === null || max > most ? max : most), null)
  return planFacet(key, least, most)
}

class Counter {
  readonly own = new Uint32Array(2 * DIMENSION_COUNT)
  readonly some = new Uint32Array(2 * DIMENSION_COUNT)
  readonly flags = new Uint32Array(32)
  readonly histograms: readonly {
    facet: PreparedFacet
    bins: HistogramBins | null
    counts: number[]
    missing: number
  }[]
  rows = 0

  constructor(facets: readonly PreparedFacet[]) {
    this.histograms = facets.map((facet) => {
      const bins = planBins(facet.min, facet.max)
      return { facet, bins, counts: new Array<number>(bins?.count ?? 0).fill(0), missing: 0 }
    })
  }

  counts(): ColumnCounts {
    const absent = (flag: number) => this.rows - (this.flags[Math.log2(flag)] ?? 0)
    const missing = { direction: 0, demographics: 0, profile: 0, persona: 0, ugc: 0, pairs: 0 }
    for (const { key } of OPTIONAL_COLUMNS) missing[key] = absent(FLAG[key])
    return {
      own: this.own,
      some: this.some,
      withDirection: this.rows - missing.direction,
      missing,
      facets: this.histograms.map(({ facet, bins, counts, missing: without }) => ({
        key: facet.key,
        bins,
        counts,
        missing: without,
      })),
    }
  }
}

const FLAGGED_BITMAPS = [
  [FLAG.direction, DIRECTION_BITMAPS.hasDirection],
  [FLAG.demographics, DIRECTION_BITMAPS.hasDemographics],
  [FLAG.profile, DIRECTION_BITMAPS.hasProfile],
  [FLAG.persona, DIRECTION_BITMAPS.hasPersona],
] as const

function fillBitmaps(records: Uint32Array, directions: Uint8Array, history: Uint8Array, counter: Counter): void {
  const rows = records.length / RECORD_WORDS
  for (let row = 0; row < rows; row++) {
    const at = row * RECORD_WORDS
    setPlanes(directions, DIRECTION_BITMAPS.positive, records, at + WORD.own, row, counter.own)
    setPlanes(history, HISTORY_BITMAPS.somePositive, records, at + WORD.some, row, counter.some)
    setPlanes(history, HISTORY_BITMAPS.everyPositive, records, at + WORD.every, row, null)
    const flags = records[at + WORD.flags] ?? 0
    for (let bit = 0; bit < 6; bit++) if (flags & (1 << bit)) counter.flags[bit] = (counter.flags[bit] ?? 0) + 1
    for (const [flag, bitmap] of FLAGGED_BITMAPS) if (flags & flag) setBit(directions, bitmap, row)
  }
  counter.rows += rows
}

/** Sets the row's bit in the bitmap of each pole that its planes hold: 90 positive ones from `first` on, 90 negative. */
function setPlanes(
  bitmaps: Uint8Array,
  first: number,
  records: Uint32Array,
  at: number,
  row: number,
  counts: Uint32Array | null,
): void {
  for (let word = 0; word < 8; word++) {
    const base = (word & 4 ? DIMENSION_COUNT : 0) + (word & 3) * 32
    for (let bits = records[at + word] ?? 0; bits !== 0; bits &= bits - 1) {
      const pole = base + 31 - Math.clz32(bits & -bits)
      setBit(bitmaps, first + pole, row)
      if (counts) counts[pole] = (counts[pole] ?? 0) + 1
    }
  }
}

function setBit(bitmaps: Uint8Array, bitmap: number, row: number): void {
  const at = bitmap * BITMAP_BYTES + (row >>> 3)
  bitmaps[at] = (bitmaps[at] ?? 0) | (1 << (row & 7))
}

function* facetColumns(records: Uint32Array, counter: Counter) {
  const rows = records.length / RECORD_WORDS
  for (const [place, histogram] of counter.histograms.entries()) {
    const { bins, counts, facet } = histogram
    const values = new Int32Array(rows)
    for (let row = 0; row < rows; row++) {
      const value = (records[row * RECORD_WORDS + WORD.facets + place] ?? 0) | 0
      values[row] = value
      if (value === MISSING_FACET || !bins) histogram.missing++
      else {
        const bin = Math.floor((value - bins.start) / bins.width)
        counts[bin] = (counts[bin] ?? 0) + 1
      }
    }
    yield { values, facet }
  }
}

function textLengths(records: Uint32Array): Uint8Array {
  const rows = records.length / RECORD_WORDS
  const lengths = new Uint32Array(2 * rows)
  for (let row = 0; row < rows; row++) {
    lengths[2 * row] = records[row * RECORD_WORDS + WORD.lengthA] ?? 0
    lengths[2 * row + 1] = records[row * RECORD_WORDS + WORD.lengthB] ?? 0
  }
  return new Uint8Array(lengths.buffer)
}
