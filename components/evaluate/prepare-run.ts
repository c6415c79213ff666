import type { Filter } from '@/lib/core/filter'
import type { RunConfig } from '@/lib/core/run'
import { drawSample, readRunExamples } from '@/lib/dataset'
import { splitByBytes } from '../dataset/split-by-bytes'
import { requestJson, requestNothing } from '../ui/request'

/** How far the rows are on their way to the server. `rowsTotal` is `null` until the sample is drawn. */
export interface PrepareProgress {
  readonly rowsDone: number
  readonly rowsTotal: number | null
  readonly bytesSent: number
}

const READ_AT_ONCE = 50

/** A run that has all its rows: fewer than were asked for when there are fewer different ones. */
interface PreparedRun {
  readonly id: string
  readonly rows: number
}

/**
 * Draws the sample, makes a run and sends it the rows in chunks below the API's limits. When anything fails, or `signal`
 * is aborted, the half-made run is deleted and the error thrown.
 */
export async function prepareRun(
  config: RunConfig,
  filter: Filter,
  size: number,
  onProgress: (progress: PrepareProgress) => void,
  signal: AbortSignal,
): Promise<PreparedRun> {
  const hashes = await drawSample(filter, size, config.seed, signal)
  const { runReportSchema } = await import('@/lib/core/run-report')
  // Not aborted on the way: a run that the server made must be known here to be deleted.
  const run = await requestJson(runReportSchema, '/api/v1/runs', { method: 'POST', body: config })
  try {
    signal.throwIfAborted()
    let bytesSent = 0
    for (let start = 0; start < hashes.length; start += READ_AT_ONCE) {
      const rows = await readRunExamples(hashes.slice(start, start + READ_AT_ONCE), start, signal)
      for (const chunk of splitByBytes(rows)) {
        await requestNothing(`/api/v1/runs/${run.id}/examples`, {
          method: 'POST',
          body: { examples: chunk.rows },
          signal,
        })
        bytesSent += chunk.bytes
      }
      onProgress({ rowsDone: Math.min(hashes.length, start + READ_AT_ONCE), rowsTotal: hashes.length, bytesSent })
    }
    signal.throwIfAborted()
  } catch (cause) {
    await requestNothing(`/api/v1/runs/${run.id}`, { method: 'DELETE' }).catch(() => undefined)
    throw cause
  }
  return { id: run.id, rows: hashes.length }
}
