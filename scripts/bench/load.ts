import { mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { peakPageMemory } from './browser-memory'
import { makeLargeShard } from './make-large-shard'
import { serveLoadPage } from './serve-load-page'

/** Budgets of an ordinary shard: 105 MB, 20,000 rows. */
const BUDGET_SECONDS = 15
const BUDGET_BYTES = 1e9

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    sample: { type: 'string' },
    port: { type: 'string', default: '4200' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
})

const folder = join(tmpdir(), 'alignx-bench')
mkdirSync(folder, { recursive: true })
const large = join(folder, `shard-${values.rows}.parquet`)
const bytes = await makeLargeShard(large, Number(values.rows))
const sample = values.sample ? readdirSync(values.sample).map((name) => join(values.sample ?? '', name)) : []
const shards = sample.filter((path) => path.endsWith('.parquet'))
const server = await serveLoadPage(
  { large: [large], ...(shards.length > 0 && { sample: shards }) },
  Number(values.port),
)
let isWithin = true
try {
  for (const source of shards.length > 0 ? ['sample', 'large'] : ['large'])
    isWithin = (await measure(source)) && isWithin
} finally {
  server.close()
}
if (!isWithin) process.exitCode = 1

/** Loads one source in a fresh browser and prints what it took; says whether the budget holds. */
async function measure(source: string): Promise<boolean> {
  const browser = await chromium.launchServer({
    executablePath: values.chromium,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'],
  })
  try {
    const page = await (await chromium.connect(browser.wsEndpoint())).newPage()
    page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
    page.on('pageerror', (error) => console.error(error))
    await page.goto(`http://127.0.0.1:${values.port}/`)
    await page.waitForFunction('globalThis.loadSource')
    const report: unknown = await page.evaluate(`loadSource(${JSON.stringify(source)})`)
    const peak = peakPageMemory(browser.process().pid ?? 0)
    console.log(JSON.stringify(report, null, 1))
    const seconds = Number(JSON.parse(JSON.stringify(report)).seconds)
    const size = source === 'large' ? `${(bytes / 1e6).toFixed(0)} MB, ${values.rows} rows` : `${shards.length} shards`
    console.log(
      `${source} (${size}): ${seconds.toFixed(1)} s of ${BUDGET_SECONDS} s, ${(peak / 1e6).toFixed(0)} MB of ${BUDGET_BYTES / 1e6} MB`,
    )
    return seconds <= BUDGET_SECONDS && peak <= BUDGET_BYTES
  } finally {
    await browser.close()
  }
}
