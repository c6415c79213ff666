import { z } from 'zod'
import { dataset } from '@/lib/dataset/dataset'
import { runConsole, runQuery } from '@/lib/dataset/engine'
import { LOAD_ENDED } from './load-ended'

/** What the benchmark's page reports of one load. */
export interface LoadReport {
  readonly seconds: number
  readonly firstRowsSeconds: number
  /** Rows that the database counts. */
  readonly rows: number
  /** How many different byte counts the progress showed. */
  readonly progressSteps: number
  readonly state: unknown
}

const countSchema = z.object({ rows: z.bigint() })

async function loadSource(id: string): Promise<LoadReport> {
  const start = performance.now()
  let firstRowsMs = 0
  const steps = new Set<number>()
  const unsubscribe = dataset.subscribe(() => {
    const { rows, progress } = dataset.getSnapshot()
    steps.add(progress.bytesDone)
    if (rows > 0 && firstRowsMs === 0) firstRowsMs = performance.now() - start
  })
  await dataset.openServerSource(id)
  unsubscribe()
  const seconds = (performance.now() - start) / 1000
  const query = { sql: 'SELECT count(*) AS rows FROM examples', params: [], row: countSchema }
  const [count] = await runQuery(query, new AbortController().signal)
  return {
    seconds,
    firstRowsSeconds: firstRowsMs / 1000,
    rows: Number(count?.rows ?? 0n),
    progressSteps: steps.size,
    state: dataset.getSnapshot(),
  }
}

/** Begins a load once nobody looks on, keeps its report or its error, and says in the title that it has ended. */
function startLoad(id: string): void {
  setTimeout(async () => {
    const loadReport = await loadSource(id).catch((error: unknown) => String(error))
    Object.assign(globalThis, { loadReport })
    document.title = LOAD_ENDED
  }, 500)
}

Object.assign(globalThis, { loadSource, startLoad, dataset, runQuery, runConsole })
