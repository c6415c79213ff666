import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type PagePeak, watchPageMemory } from './browser-memory'
import { LOAD_ENDED } from './load-ended'
import { makeLargeShard } from './make-large-shard'
import { openPlainBrowser } from './plain-browser'
import { serveLoadPage } from './serve-load-page'

const reportSchema = z.object({
  seconds: z.number(),
  firstRowsSeconds: z.number(),
  rows: z.number(),
  progressSteps: z.number(),
  state: z.object({ phase: z.string() }),
})

/** One load of a shard in a fresh browser. */
export interface LoadMeasurement extends PagePeak {
  readonly name: string
  readonly bytes: number
  readonly rows: number
  readonly seconds: number
  readonly firstRowsSeconds: number
  readonly progressSteps: number
}

/** The shards of the benchmark, by what sets them apart: the sizes of row groups that common writers give. */
const LAYOUTS = [
  { name: 'one row group', file: 'large', rowsOfGroup: 122_880 },
  { name: 'row groups of 2,048', file: 'small-groups', rowsOfGroup: 2048 },
]

export interface LoadOptions {
  readonly rows: number
  readonly port: number
  readonly chromium: string
}

/**
 * Loads a shard of each layout through the app's own loader and database in a browser of its own, from a local server.
 * Throws when a load does not end with all rows in the database.
 */
export async function measureLoads({ rows, port, chromium }: LoadOptions): Promise<LoadMeasurement[]> {
  const folder = join(tmpdir(), 'alignx-bench')
  mkdirSync(folder, { recursive: true })
  const shards = []
  for (const { name, file, rowsOfGroup } of LAYOUTS) {
    const path = join(folder, `${file}-${rows}-v5.parquet`)
    shards.push({ name, path, bytes: await makeLargeShard({ path, rows, rowsOfGroup }) })
  }
  const server = await serveLoadPage(Object.fromEntries(shards.map(({ path }) => [basename(path), [path]])), port)
  const measurements: LoadMeasurement[] = []
  try {
    for (const { name, path, bytes } of shards) {
      const measured = await measureLoad(basename(path), port, chromium)
      if (measured.rows !== rows) throw new Error(`${name}: ${measured.rows} of ${rows} rows are in the database`)
      measurements.push({ name, bytes, ...measured })
    }
  } finally {
    server.close()
    server.closeAllConnections()
  }
  return measurements
}

/** Longest that a load may take. */
const LOAD_MS = 120_000

async function measureLoad(source: string, port: number, executablePath: string) {
  const browser = await openPlainBrowser(executablePath, `http://127.0.0.1:${port}/`)
  try {
    const stop = watchPageMemory(browser.pid)
    await browser.visit(async (page) => {
      await page.waitForFunction('globalThis.loadSource')
      await page.evaluate(`startLoad(${JSON.stringify(source)})`)
    })
    for (const start = performance.now(); (await browser.readTitle()) !== LOAD_ENDED; await sleep(100))
      if (performance.now() - start > LOAD_MS) throw new Error(`${source} does not load.`)
    const peak = stop()
    const answer: unknown = await browser.visit((page) => page.evaluate('loadReport'))
    if (typeof answer === 'string') throw new Error(`${source} does not load: ${answer}`)
    const { state, ...report } = reportSchema.parse(answer)
    if (state.phase !== 'ready') throw new Error(`The load ended as ${JSON.stringify(answer)}`)
    return { ...report, ...peak }
  } finally {
    await browser.stop()
  }
}
