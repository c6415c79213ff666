import type { Filter } from '@/lib/core/filter'
import type { Sort } from '@/lib/core/view'
import { runQuery } from './ask'
import { dataset } from './dataset'
import { resolveFilter } from './filter-context'
import { type ExportFormat, formatExport } from './format-export'
import { preparedSession } from './prepared/prepared-session'
import { readPreparedRows } from './prepared/rows-in-prepared'
import { examplesInView } from './queries/examples-in-view'

const READ_AT_ONCE = 200

/** The rows of the database changed while they were being written to a file, or are still arriving. */
export class DataChangedError extends Error {
  override name = 'DataChangedError'
  readonly code = 'data-changed'
}

/**
 * The rows of a view as pieces of a file, with the number of rows written so far; generated rows are marked as in
 * `formatExport`. Throws as `readPage`, `DataChangedError`, and the signal's reason when aborted.
 */
export async function* exportView(
  view: { readonly filter: Filter; readonly sort: Sort },
  format: ExportFormat,
  signal: AbortSignal,
): AsyncGenerator<{ readonly text: string; readonly rows: number }> {
  const { version, phase, shards } = dataset.getSnapshot()
  if (phase === 'loading')
    throw new DataChangedError('The data is still loading. Wait until it is loaded or cancel the loading, then save.')
  const syntheticShards = new Set(shards.flatMap((shard, index) => (shard.synthetic ? [index] : [])))
  const context = await resolveFilter(view.filter, signal)
  let rows = 0
  for (let isFirst = true; ; isFirst = false) {
    const prepared = preparedSession()
    const read = prepared
      ? await readPreparedRows(prepared, { ...view, offset: rows, limit: READ_AT_ONCE }, signal)
      : await runQuery(examplesInView({ ...view, context }, rows, READ_AT_ONCE), signal)
    const now = dataset.getSnapshot()
    if (now.version !== version || now.phase === 'loading')
      throw new DataChangedError(
        `Other data was opened or added after ${rows} rows were read. Nothing was saved: save again from what is open now.`,
      )
    rows += read.length
    yield { text: formatExport(read, { format, syntheticShards }, isFirst), rows }
    if (read.length < READ_AT_ONCE) return
  }
}
