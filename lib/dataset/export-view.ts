import { formatSigns } from '@/lib/core/direction'
import { toCsv } from '@/lib/core/export-rows'
import type { Filter } from '@/lib/core/filter'
import { toPublishedRow } from '@/lib/core/read-example'
import type { Sort } from '@/lib/core/view'
import { runQuery } from './engine'
import type { ExampleRow } from './queries/example-row'
import { examplesInView } from './queries/examples-in-view'
import { resolveRuns } from './run-rows'

/** `jsonl` holds whole rows under AlignX's own column names; `csv` texts, lengths of the history and the direction. */
export type ExportFormat = 'jsonl' | 'csv'

const READ_AT_ONCE = 200
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

/**
 * The rows of a view as pieces of a file, with the number of rows written so far. The direction of a CSV row is 90
 * characters of `+`, `0` and `-`. Throws as `readPage`, and the signal's reason when aborted.
 */
export async function* exportView(
  view: { readonly filter: Filter; readonly sort: Sort },
  format: ExportFormat,
  signal: AbortSignal,
): AsyncGenerator<{ readonly text: string; readonly rows: number }> {
  const context = await resolveRuns(view.filter, signal)
  let rows = 0
  for (let isFirst = true; ; isFirst = false) {
    const read = await runQuery(examplesInView({ ...view, context }, rows, READ_AT_ONCE), signal)
    rows += read.length
    const text =
      format === 'csv'
        ? formatCsvPart(read, isFirst)
        : read.map((row) => `${JSON.stringify(toPublishedRow(row.example))}\n`).join('')
    yield { text, rows }
    if (read.length < READ_AT_ONCE) return
  }
}

function formatCsvPart(rows: readonly ExampleRow[], isFirst: boolean): string {
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
  ])
  const text = [...toCsv(CSV_COLUMNS, cells)].join('')
  return isFirst ? text : text.slice(text.indexOf('\r\n') + 2)
}
