import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { FACETS } from '@/lib/core/columns'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { formatSigns } from '@/lib/core/direction'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { decodeRow } from '@/lib/core/prepared/row-parts'
import {
  clipFirstRowText,
  FIRST_ROWS,
  type PreparedFirstRow,
  type PreparedTotals,
  TOTALS_BYTES,
} from '@/lib/core/prepared/totals'
import type { ColumnCounts } from './merge-columns'
import { PART_FILES } from './part'
import { type PlacedPart, RecordReader } from './part-list'
import { RECORD_WORDS, WORD } from './row-record'

/** The text of `totals.json`; with as many of the first rows as its length allows. */
export function formatTotals(parts: readonly PlacedPart[], rows: number, counts: ColumnCounts): string {
  const pole = (all: Uint32Array, from: number) => [...all.subarray(from, from + DIMENSION_COUNT)]
  const totals: PreparedTotals = {
    format: 'alignx-prepared-totals',
    version: 1,
    synthetic: parts.some(({ part }) => part.synthetic),
    rows,
    withDirection: counts.withDirection,
    positive: pole(counts.own, 0),
    negative: pole(counts.own, DIMENSION_COUNT),
    historyPositive: pole(counts.some, 0),
    historyNegative: pole(counts.some, DIMENSION_COUNT),
    facets: [...counts.facets],
    missing: counts.missing,
    shards: parts.map(({ part }) => ({ name: part.source.name, rows: part.rows, bytes: part.sourceBytes })),
    firstRows: readFirstRows(parts, Math.min(rows, FIRST_ROWS)),
  }
  for (;;) {
    const text = `${JSON.stringify(totals)}\n`
    if (Buffer.byteLength(text) <= TOTALS_BYTES || totals.firstRows.length === 0) return text
    totals.firstRows.pop()
  }
}

function readFirstRows(parts: readonly PlacedPart[], count: number): PreparedFirstRow[] {
  const reader = new RecordReader(parts)
  const records = reader.read(0, count)
  reader.close()
  const rows: PreparedFirstRow[] = []
  for (const [shard, placed] of parts.entries()) {
    if (rows.length === count) break
    const path = join(placed.folder, PART_FILES.pack)
    const descriptor = openSync(path, 'r')
    let offset = 0
    const take = (length: number) => {
      const bytes = Buffer.alloc(length)
      readSync(descriptor, bytes, 0, length, offset)
      offset += length
      return inflateSync(bytes).toString()
    }
    const end = Math.min(count, placed.rowStart + placed.part.rows)
    for (let number = placed.rowStart; number < end; number++) {
      const at = number * RECORD_WORDS
      const [a, b] = [take(records[at + WORD.lengthA] ?? 0), take(records[at + WORD.lengthB] ?? 0)]
      const { hash, example } = decodeRow({ a, b }, path)
      rows.push({
        row_number: number,
        shard,
        shard_row: records[at + WORD.shardRow] ?? 0,
        hash,
        prompt: clipFirstRowText(example.prompt),
        chosen: clipFirstRowText(example.chosen),
        rejected: clipFirstRowText(example.rejected),
        demographics: example.demographics === null ? null : clipFirstRowText(example.demographics),
        signs: example.direction && formatSigns(example.direction),
        facets: Object.fromEntries(
          FACETS.map(({ key }, place) => [key, facetValue(records[at + WORD.facets + place])]),
        ),
      })
    }
    closeSync(descriptor)
  }
  return rows
}

function facetValue(word = 0): number | null {
  const value = word | 0
  return value === MISSING_FACET ? null : value
}
