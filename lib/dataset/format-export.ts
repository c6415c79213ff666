import { formatSigns } from '@/lib/core/direction'
import { toCsv } from '@/lib/core/export-rows'
import { toPublishedRow } from '@/lib/core/read-example'
import type { ExampleRow } from './queries/example-row'

/** `jsonl` holds whole rows under AlignX's own column names; `csv` texts, lengths of the history and the direction. */
export type ExportFormat = 'jsonl' | 'csv'

const CSV_COLUMNS = [
  'shard',
  'row',
  'hash',
  'prompt',
  'chosen',
  'rejected',
  'direction',
  'demographics',
  'profile',
  'ugc',
  'pairs',
]

/** How rows are written. */
export interface ExportForm {
  readonly format: ExportFormat
  /** The 0-based shards whose rows are generated: each such row says so. Empty where there are none. */
  readonly syntheticShards: ReadonlySet<number>
}

/**
 * Rows as a piece of a file. The direction of a CSV row is 90 characters of `+`, `0` and `-`; the first piece begins with
 * the names of the columns. A generated row has a field `synthetic` that is true; the CSV has the column only where
 * there are such rows.
 */
export function formatExport(rows: readonly ExampleRow[], form: ExportForm, isFirst: boolean): string {
  return form.format === 'csv' ? formatCsv(rows, form, isFirst) : rows.map((row) => formatLine(row, form)).join('')
}

function formatLine({ shard, example }: ExampleRow, { syntheticShards }: ExportForm): string {
  const row = toPublishedRow(example)
  return `${JSON.stringify(syntheticShards.has(shard) ? { ...row, synthetic: true } : row)}\n`
}

function formatCsv(rows: readonly ExampleRow[], { syntheticShards }: ExportForm, isFirst: boolean): string {
  const isMarked = syntheticShards.size > 0
  const cells = rows.map(({ shard, shardRow, hash, example }) => [
    shard,
    shardRow,
    hash,
    example.prompt,
    example.chosen,
    example.rejected,
    example.direction && formatSigns(example.direction),
    example.demographics,
    example.profile,
    example.ugc.length,
    example.pairs.length,
    ...(isMarked ? [syntheticShards.has(shard)] : []),
  ])
  const text = [...toCsv(isMarked ? [...CSV_COLUMNS, 'synthetic'] : CSV_COLUMNS, cells)].join('')
  return isFirst ? text : text.slice(text.indexOf('\r\n') + 2)
}
