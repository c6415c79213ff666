import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { FACETS, type FacetKey, OPTIONAL_COLUMNS } from '@/lib/core/columns'
import { type ContentHasher, hashExample } from '@/lib/core/content-hash'
import { type Direction, formatSigns } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { isMissing } from '@/lib/core/filter-oracle'
import { planBins } from '@/lib/core/histogram-bins'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { TERM_CHUNK_BYTES } from '@/lib/core/prepared/chunks'
import { encodeFacetColumn, facetSegmentBytes, planFacet } from '@/lib/core/prepared/facet-columns'
import { encodeHeader, HEADER_BYTES } from '@/lib/core/prepared/file-header'
import { HASH_CHUNK_BYTES } from '@/lib/core/prepared/hash-table'
import type { PreparedFile, PreparedManifest } from '@/lib/core/prepared/manifest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { encodeRowParts } from '@/lib/core/prepared/row-parts'
import {
  BITMAP_BYTES,
  type BitmapFileKind,
  bitmapFileBytes,
  DIRECTION_BITMAPS,
  HISTORY_BITMAPS,
  SEGMENT_ROWS,
  segmentBytes,
} from '@/lib/core/prepared/segments'
import { buildTerms, join, sortEntries } from '@/lib/core/prepared/test-files'
import { TEXT_INDEX_CHUNK_BYTES } from '@/lib/core/prepared/text-index'
import { clipFirstRowText, FIRST_ROWS, type PreparedTotals } from '@/lib/core/prepared/totals'
import { wordsOf } from '@/lib/core/words'

/** The files of a prepared dataset in memory, by path, its manifest among them. */
export type PreparedFolder = Map<string, Uint8Array<ArrayBuffer>>

const encoder = new TextEncoder()

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Prepares examples as `alignx prepare` does, `shardRows` to a shard; `index.duckdb` is the bytes given. */
export function buildPrepared(
  examples: readonly Example[],
  shardRows: number,
  database: Uint8Array<ArrayBuffer> = encoder.encode('no database'),
): PreparedFolder {
  const rows = examples.length
  const hashes = examples.map((example) => hashExample(example, nodeHasher()))
  const folder: PreparedFolder = new Map()
  const columns = new Map(FACETS.map(({ key }) => [key, examples.map((example) => facetOf(example, key))]))
  const facets = [...columns].map(([key, values]) => planFacet(key, ...rangeOf(values)))
  folder.set(PREPARED_FILES.directions, buildBitmaps('directions', examples))
  folder.set(PREPARED_FILES.history, buildBitmaps('history', examples))
  const facetParts = [encodeHeader('facets', { rows, fields: [facets.length] })]
  for (let start = 0; start < rows; start += SEGMENT_ROWS)
    for (const facet of facets)
      facetParts.push(
        encodeFacetColumn(
          Int32Array.from(
            columnOf(columns, facet.key).slice(start, start + SEGMENT_ROWS),
            (value) => value ?? MISSING_FACET,
          ),
          facet,
        ),
      )
  folder.set(PREPARED_FILES.facets, join(...facetParts))
  const lengths = new Uint32Array(2 * rows)
  const shards = Array.from({ length: Math.max(1, Math.ceil(rows / shardRows)) }, (_, shard) => {
    const part = examples.slice(shard * shardRows, (shard + 1) * shardRows)
    const pack = `text/${String(shard).padStart(5, '0')}.pack`
    const streams = part.flatMap((example, row) => {
      const number = shard * shardRows + row
      const { a, b } = encodeRowParts(hashes[number] ?? '', example)
      const both = [deflateSync(a), deflateSync(b)]
      both.forEach((stream, place) => {
        lengths[2 * number + place] = stream.length
      })
      return both
    })
    folder.set(pack, join(...streams))
    const file = { bytes: 100 + shard, sha256: sha256(encoder.encode(`shard ${shard}`)) }
    return { name: `part-${shard}.parquet`, rows: part.length, rowStart: shard * shardRows, leftOut: 0, ...file, pack }
  })
  folder.set(
    PREPARED_FILES.textIndex,
    join(encodeHeader('textIndex', { rows, fields: [] }), new Uint8Array(lengths.buffer)),
  )
  folder.set(PREPARED_FILES.hashes, join(encodeHeader('hashes', { rows, fields: [] }), sortEntries(hashes)))
  const { terms, postings } = buildTerms(rowsOfWords(examples), rows)
  folder.set(PREPARED_FILES.terms, terms)
  folder.set(PREPARED_FILES.postings, postings)
  folder.set(PREPARED_FILES.database, database)
  const totals = buildTotals(examples, hashes, shardRows, columns, shards)
  folder.set(PREPARED_FILES.totals, encoder.encode(JSON.stringify(totals)))
  const chunkBytes: Record<string, number> = {
    [PREPARED_FILES.directions]: segmentBytes('directions'),
    [PREPARED_FILES.history]: segmentBytes('history'),
    [PREPARED_FILES.facets]: facetSegmentBytes(facets, SEGMENT_ROWS),
    [PREPARED_FILES.textIndex]: TEXT_INDEX_CHUNK_BYTES,
    [PREPARED_FILES.hashes]: HASH_CHUNK_BYTES,
    [PREPARED_FILES.terms]: TERM_CHUNK_BYTES,
    [PREPARED_FILES.postings]: TERM_CHUNK_BYTES,
  }
  const manifest: PreparedManifest = {
    format: 'alignx-prepared',
    version: 1,
    generator: { name: 'test', version: '1' },
    synthetic: true,
    rows,
    datasetHash: sha256(
      encoder.encode(
        [...hashes]
          .sort()
          .map((hash) => `${hash}\n`)
          .join(''),
      ),
    ),
    shards,
    facets,
    files: Object.fromEntries([...folder].map(([path, bytes]) => [path, describeFile(bytes, chunkBytes[path])])),
  }
  return setManifest(folder, manifest)
}

/** Puts this manifest into the folder. */
export function setManifest(folder: PreparedFolder, manifest: unknown): PreparedFolder {
  return folder.set('manifest.json', encoder.encode(JSON.stringify(manifest)))
}

function describeFile(bytes: Uint8Array, chunk: number | undefined): PreparedFile {
  const entry = { bytes: bytes.length, sha256: sha256(bytes) }
  if (chunk === undefined) return entry
  const hashes: string[] = []
  for (let start = HEADER_BYTES; start < bytes.length; start += chunk)
    hashes.push(sha256(bytes.subarray(start, start + chunk)))
  return { ...entry, chunks: { bytes: chunk, sha256: hashes } }
}

function nodeHasher(): ContentHasher {
  let hash = createHash('sha256')
  return {
    init() {
      hash = createHash('sha256')
    },
    update: (bytes) => hash.update(bytes),
    digest: () => hash.digest('hex'),
  }
}

function historyOf({ ugc, pairs }: Example): readonly (Direction | null)[] {
  return [...ugc, ...pairs].map((item) => item.direction)
}

/** Whether some or every item of the history holds a sign at a dimension. */
function historyHolds(example: Example, kind: 'some' | 'every', dimension: number, sign: 1 | -1): boolean {
  const items = historyOf(example)
  const holds = (item: Direction | null) => item?.[dimension] === sign
  return kind === 'some' ? items.some(holds) : items.length > 0 && items.every(holds)
}

function buildBitmaps(kind: BitmapFileKind, examples: readonly Example[]): Uint8Array<ArrayBuffer> {
  const rows = examples.length
  const bytes = new Uint8Array(bitmapFileBytes(kind, rows))
  bytes.set(encodeHeader(kind, { rows, fields: [] }))
  const set = (row: number, bitmap: number) => {
    const segment = Math.floor(row / SEGMENT_ROWS)
    const place = row % SEGMENT_ROWS
    const at = HEADER_BYTES + segment * segmentBytes(kind) + bitmap * BITMAP_BYTES + (place >> 3)
    bytes[at] = (bytes[at] ?? 0) | (1 << (place & 7))
  }
  examples.forEach((example, row) => {
    for (let dimension = 0; dimension < 90; dimension++) {
      if (kind === 'directions') {
        if (example.direction?.[dimension] === 1) set(row, DIRECTION_BITMAPS.positive + dimension)
        if (example.direction?.[dimension] === -1) set(row, DIRECTION_BITMAPS.negative + dimension)
        continue
      }
      if (historyHolds(example, 'some', dimension, 1)) set(row, HISTORY_BITMAPS.somePositive + dimension)
      if (historyHolds(example, 'some', dimension, -1)) set(row, HISTORY_BITMAPS.someNegative + dimension)
      if (historyHolds(example, 'every', dimension, 1)) set(row, HISTORY_BITMAPS.everyPositive + dimension)
      if (historyHolds(example, 'every', dimension, -1)) set(row, HISTORY_BITMAPS.everyNegative + dimension)
    }
    if (kind === 'history') return
    if (example.direction) set(row, DIRECTION_BITMAPS.hasDirection)
    if (example.demographics) set(row, DIRECTION_BITMAPS.hasDemographics)
    if (example.profile) set(row, DIRECTION_BITMAPS.hasProfile)
    if (example.groundTruthPersona) set(row, DIRECTION_BITMAPS.hasPersona)
  })
  return bytes
}

function facetOf(example: Example, key: FacetKey): number | null {
  const { prompt, chosen, rejected, direction, ugc, pairs } = example
  switch (key) {
    case 'prompt_length':
      return prompt.length
    case 'chosen_length':
      return chosen.length
    case 'rejected_length':
      return rejected.length
    case 'length_difference':
      return chosen.length - rejected.length
    case 'ugc_count':
      return ugc.length
    case 'pair_count':
      return pairs.length
    case 'active_count':
      return direction?.filter((sign) => sign !== 0).length ?? null
    case 'conflict_count':
      return (
        direction?.filter((sign, at) => sign !== 0 && historyHolds(example, 'some', at, sign === 1 ? -1 : 1)).length ??
        null
      )
  }
}

function columnOf(columns: ReadonlyMap<string, readonly (number | null)[]>, key: string) {
  return columns.get(key) ?? []
}

function rangeOf(values: readonly (number | null)[]): [number | null, number | null] {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? [null, null] : [Math.min(...known), Math.max(...known)]
}

function rowsOfWords(examples: readonly Example[]): Map<string, number[]> {
  const words = new Map<string, number[]>()
  examples.forEach(({ prompt }, row) => {
    const found = wordsOf(prompt)
    for (const word of new Set(found)) words.set(word, [...(words.get(word) ?? []), row])
  })
  return words
}

function buildTotals(
  examples: readonly Example[],
  hashes: readonly string[],
  shardRows: number,
  columns: ReadonlyMap<FacetKey, readonly (number | null)[]>,
  shards: PreparedTotals['shards'],
): PreparedTotals {
  const count = (meets: (example: Example) => boolean) => examples.filter(meets).length
  const perDimension = (meets: (example: Example, dimension: number) => boolean) =>
    Array.from({ length: 90 }, (_, dimension) => count((example) => meets(example, dimension)))
  return {
    format: 'alignx-prepared-totals',
    version: 1,
    synthetic: true,
    rows: examples.length,
    withDirection: count(({ direction }) => direction !== null),
    positive: perDimension(({ direction }, at) => direction?.[at] === 1),
    negative: perDimension(({ direction }, at) => direction?.[at] === -1),
    historyPositive: perDimension((example, at) => historyHolds(example, 'some', at, 1)),
    historyNegative: perDimension((example, at) => historyHolds(example, 'some', at, -1)),
    facets: [...columns].map(([key, values]) => {
      const bins = planBins(...rangeOf(values))
      const counts = new Array<number>(bins?.count ?? 0).fill(0)
      for (const value of values) {
        const bin = bins && value !== null ? Math.floor((value - bins.start) / bins.width) : -1
        if (bin >= 0) counts[bin] = (counts[bin] ?? 0) + 1
      }
      return { key, bins, counts, missing: values.filter((value) => value === null).length }
    }),
    missing: Object.fromEntries(
      OPTIONAL_COLUMNS.map(({ key }) => [key, count((example) => isMissing(example, key))]),
    ) as PreparedTotals['missing'],
    shards: shards.map(({ name, rows, bytes }) => ({ name, rows, bytes })),
    firstRows: examples.slice(0, FIRST_ROWS).map((example, row) => ({
      row_number: row,
      shard: Math.floor(row / shardRows),
      shard_row: row % shardRows,
      hash: hashes[row] ?? '',
      prompt: clipFirstRowText(example.prompt),
      chosen: clipFirstRowText(example.chosen),
      rejected: clipFirstRowText(example.rejected),
      demographics: example.demographics && clipFirstRowText(example.demographics),
      signs: example.direction && formatSigns(example.direction),
      facets: Object.fromEntries([...columns].map(([key, values]) => [key, values[row] ?? null])),
    })),
  }
}
