import type { Filter } from '@/lib/core/filter'
import { HealthExaminer, HealthSizeError } from '@/lib/core/health/health-examiner'
import type { Sort } from '@/lib/core/view'
import { runQuery } from './ask'
import { countPoles } from './count-poles'
import { dataset } from './dataset'
import { DataChangedError } from './export-view'
import { resolveFilter } from './filter-context'
import { preparedSession } from './prepared/prepared-session'
import { readPreparedRows } from './prepared/rows-in-prepared'
import type { ExampleRow } from './queries/example-row'
import { examplesAfter } from './queries/examples-after'
import { rowCount } from './queries/row-count'

const READ_AT_ONCE = 500

const LOAD_ORDER: Sort = { key: 'row_number', descending: false }

/** Few enough that the page stays quick while they are examined. */
const EXAMINED_AT_ONCE = 25

/** Most rows that one tab examines: about 300 bytes each, 200 MB more for similar posts, and some minutes. */
const MOST_EXAMINED = 250_000

/** How far an examination is; only the last step has the examiner, with all rows. */
export interface ExaminationStep {
  readonly rows: number
  readonly rowsTotal: number
  readonly examiner: HealthExaminer | null
}

/**
 * Examines the loaded rows under a filter, copies included, in load order. Throws `HealthSizeError` above
 * `MOST_EXAMINED` rows, `DataChangedError` when rows come or go meanwhile, and as `readPage`.
 */
export async function* examineRows(filter: Filter, signal: AbortSignal): AsyncGenerator<ExaminationStep> {
  const { version } = dataset.getSnapshot()
  const { rowsTotal, readNext } = await openRows(filter, signal)
  if (rowsTotal > MOST_EXAMINED) throw new HealthSizeError(MOST_EXAMINED)
  const examiner = new HealthExaminer(MOST_EXAMINED)
  let rows = 0
  for (;;) {
    const read = await readNext()
    if (dataset.getSnapshot().version !== version)
      throw new DataChangedError(`Other data was opened or added after ${rows} rows were examined. Examine them again.`)
    for (let start = 0; start < read.length; start += EXAMINED_AT_ONCE) {
      const part = read.slice(start, start + EXAMINED_AT_ONCE)
      for (const { hash, example } of part) examiner.add(hash, example)
      rows += part.length
      yield { rows, rowsTotal, examiner: null }
      await new Promise((resolve) => setTimeout(resolve))
      signal.throwIfAborted()
    }
    if (read.length < READ_AT_ONCE) return yield { rows, rowsTotal, examiner }
  }
}

interface RowReader {
  readonly rowsTotal: number
  /** The next `READ_AT_ONCE` rows in load order; fewer at the end. */
  readonly readNext: () => Promise<readonly ExampleRow[]>
}

/** The rows under a filter from the database, or from the packs of a prepared dataset. */
async function openRows(filter: Filter, signal: AbortSignal): Promise<RowReader> {
  const prepared = preparedSession()
  if (prepared) {
    const { matched } = await countPoles(filter, signal)
    let offset = 0
    const readNext = async () => {
      const part = { filter, sort: LOAD_ORDER, offset, limit: READ_AT_ONCE }
      const read = await readPreparedRows(prepared, part, signal)
      offset += read.length
      return read
    }
    return { rowsTotal: matched, readNext }
  }
  const context = await resolveFilter(filter, signal)
  const [count] = await runQuery(rowCount(filter, context), signal)
  let after = -1
  const readNext = async () => {
    const read = await runQuery(examplesAfter(filter, { after, limit: READ_AT_ONCE, context }), signal)
    after = read.at(-1)?.rowNumber ?? after
    return read
  }
  return { rowsTotal: count?.matched ?? 0, readNext }
}
