import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { createRandom } from '@/lib/core/random'
import { readPageBytes } from './browser-memory'
import { startBuiltApp } from './built-app'
import { type Measurement, summariseRepetitions } from './measurement'

/** Budgets of a tab over a whole prepared dataset. */
const MOST_GROWTH = 0.1
const MOST_MB = 600
/** Caches fill for this share of the time before growth is looked for. */
const WARM_UP = 0.15
const SAMPLE_MS = 10_000
const STEP_MS = 120_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    port: { type: 'string', default: '4310' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
})
const dataFolder = process.env.ALIGNX_DATA_DIR
if (!dataFolder) throw new Error('Name a folder that holds a prepared dataset in ALIGNX_DATA_DIR.')

const app = await startBuiltApp(Number(values.port), dataFolder)
try {
  process.stdout.write(`${JSON.stringify(await soak(app.address, Number(values.minutes) * 60_000, values.chromium))}\n`)
} finally {
  await app.stop()
}

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

/** Works in Explore and Vectors over the first prepared dataset as a person would, without a pause. */
async function soak(address: string, lengthMs: number, executablePath: string): Promise<Measurement[]> {
  const { sources } = await (await fetch(`${address}/api/v1/sources`)).json()
  const source = sources.find(({ kind }: { kind: string }) => kind === 'prepared')
  if (!source) throw new Error('ALIGNX_DATA_DIR holds no prepared dataset: see docs/prepare.md.')
  const browser = await chromium.launchServer({ executablePath, args: ['--no-sandbox'] })
  const pid = browser.process().pid ?? 0
  const samples: Sample[] = []
  const stepsMs: number[] = []
  try {
    const page = await (await chromium.connect(browser.wsEndpoint())).newPage({
      viewport: { width: 1440, height: 900 },
    })
    page.setDefaultTimeout(STEP_MS)
    await page.goto(`${address}/explore?source=${encodeURIComponent(source.id)}`)
    await settle(page)
    const random = createRandom(5)
    const start = performance.now()
    let sampledAt = 0
    for (let now = 0; now < lengthMs; now = performance.now() - start) {
      const began = performance.now()
      await step(page, random)
      stepsMs.push(performance.now() - began)
      if (now - sampledAt < SAMPLE_MS) continue
      sampledAt = now
      samples.push({ atMs: now, bytes: readPageBytes(pid) })
    }
  } finally {
    await browser.close()
  }
  return report(samples, stepsMs, lengthMs)
}

/** Three poles one after the other, a far place of the table, now and then another page; ends without a filter. */
async function step(page: Page, random: () => number): Promise<void> {
  const poles = page.getByRole('group', { name: 'Poles' }).getByRole('button')
  for (let time = 0; time < 3; time++) {
    await poles.nth(Math.floor(random() * (await poles.count()))).click()
    await settle(page)
  }
  await scrollTo(page, random())
  if (random() < 0.2) {
    await goTo(page, 'Vectors')
    await page.getByRole('tab', { name: random() < 0.5 ? 'Relations' : 'Distribution' }).click()
    await settle(page)
  }
  await goTo(page, 'Explore')
  await settle(page)
}

/** Scrolls the table, which is not there when the poles exclude each other. */
async function scrollTo(page: Page, share: number): Promise<void> {
  await page.getByRole('grid', { name: 'Rows' }).evaluateAll((grids, to) => {
    for (const grid of grids) grid.scrollTop = grid.scrollHeight * to
  }, share)
  await settle(page)
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
}

/** Waits until the rows under the filter are counted. */
async function settle(page: Page): Promise<void> {
  await page
    .getByText(/^[\d,]+ of [\d,]+ rows$/)
    .first()
    .waitFor()
}

function report(samples: readonly Sample[], stepsMs: readonly number[], lengthMs: number): Measurement[] {
  const warm = samples.filter(({ atMs }) => atMs > lengthMs * WARM_UP)
  const fifth = Math.max(1, Math.floor(warm.length / 5))
  const middle = (some: readonly Sample[]) => summariseRepetitions(some.map(({ bytes }) => bytes)).value
  const [first, last] = [middle(warm.slice(0, fifth)), middle(warm.slice(-fifth))]
  const minutes = `${(lengthMs / 60_000).toFixed(0)} minutes`
  const base = { part: 'soak', high: null }
  return [
    {
      ...base,
      what: 'growth of the memory of the tab',
      unit: '%',
      value: (last / first - 1) * 100,
      budget: { limit: MOST_GROWTH * 100, of: 'value', side: 'at most' },
      note: `${minutes}, ${stepsMs.length} rounds; the last fifth against the first after ${WARM_UP * 100} % of the time, ${warm.length} samples`,
    },
    {
      ...base,
      what: 'memory of the tab',
      unit: 'MB',
      ...summariseRepetitions(warm.map(({ bytes }) => bytes / 1e6)),
      budget: { limit: MOST_MB, of: 'value', side: 'at most' },
      note: 'anonymous and shared memory of the page with all its workers',
    },
    {
      ...base,
      what: 'a round: three poles, a far place of the table, sometimes Vectors',
      unit: 'ms',
      ...summariseRepetitions(stepsMs),
      budget: null,
      note: 'until the rows are counted each time',
    },
  ]
}
