import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { chromium } from '@playwright/test'
import { z } from 'zod'
import { findBrowser, type PagePeak, watchPageMemory } from './browser-memory'
import { makeLargeShard } from './make-large-shard'
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

/** In a profile on disk, as people have one: a window without one keeps what is put aside in memory. */
async function measureLoad(source: string, port: number, executablePath: string) {
  const profile = mkdtempSync(join(tmpdir(), 'alignx-profile-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'],
  })
  try {
    const page = await browser.newPage()
    page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
    page.on('pageerror', (error) => console.error(error))
    await page.goto(`http://127.0.0.1:${port}/`)
    await page.waitForFunction('globalThis.loadSource')
    const stop = watchPageMemory(findBrowser(profile))
    const answer: unknown = await page.evaluate(`loadSource(${JSON.stringify(source)})`)
    const peak = stop()
    const { state, ...report } = reportSchema.parse(answer)
    if (state.phase !== 'ready') throw new Error(`The load ended as ${JSON.stringify(answer)}`)
    return { ...report, ...peak }
  } finally {
    await browser.close()
    rmSync(profile, { recursive: true, force: true })
  }
}
