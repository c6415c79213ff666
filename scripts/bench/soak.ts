import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { transform } from 'esbuild'
import { z } from 'zod'
import { readPageBytes } from './browser-memory'
import { measureApp } from './measure-app'
import { type Measurement, summariseRepetitions } from './measurement'
import { openPlainBrowser } from './plain-browser'
import { findPreparedSource, preparedDataFolder } from './prepared-source'

const reportSchema = z.object({ roundsMs: z.array(z.number()).min(1), fault: z.string().nullable() })

/** Budgets of a tab over a whole prepared dataset. */
const MOST_GROWTH = 0.1
const MOST_MB = 600
/** Caches fill for this share of the time before growth is looked for. */
const WARM_UP = 0.15
const SAMPLE_MS = 10_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    port: { type: 'string', default: '4310' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
})
await measureApp(
  values.port,
  ({ address }) => soak(address, Number(values.minutes) * 60_000, values.chromium),
  preparedDataFolder(),
)

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

/** Works in Explore and Vectors over the first prepared dataset. Throws when the page comes to a stop. */
async function soak(address: string, lengthMs: number, executablePath: string): Promise<Measurement[]> {
  const { id } = await findPreparedSource(address)
  const browser = await openPlainBrowser(executablePath, `${address}/explore?source=${encodeURIComponent(id)}`)
  try {
    await browser.visit(async (page) => {
      await page
        .getByText(/^[\d,]+ of [\d,]+ rows$/)
        .first()
        .waitFor()
      await page.evaluate(`${await readSoakWork()}; soakWork.startSoakWork({ lengthMs: ${lengthMs}, seed: 5 })`)
    })
    const samples: Sample[] = []
    for (const start = performance.now(); performance.now() - start < lengthMs; ) {
      await sleep(SAMPLE_MS)
      samples.push({ atMs: performance.now() - start, bytes: readPageBytes(browser.pid) })
    }
    const done = reportSchema.parse(await browser.visit((page) => page.evaluate('soak')))
    if (done.fault !== null) throw new Error(`After ${done.roundsMs.length} rounds: ${done.fault}`)
    return report(samples, done.roundsMs, lengthMs)
  } finally {
    await browser.stop()
  }
}

/** The script of the page's part, as `soakWork`. */
async function readSoakWork(): Promise<string> {
  const source = await readFile(join(import.meta.dirname, 'soak-work.ts'), 'utf8')
  const { code } = await transform(source, { loader: 'ts', format: 'iife', globalName: 'soakWork' })
  return code
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
      note: 'anonymous and shared memory of the page with all its workers, no debugger attached',
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
