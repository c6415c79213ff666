import { parseArgs } from 'node:util'
import type { Browser } from '@playwright/test'
import type { BuiltApp } from './built-app'
import { inBrowser, measureApp } from './measure-app'
import { type Measurement, summariseRepetitions } from './measurement'
import { type Visit, visitCold } from './page-visit'
import { shareDashboard } from './shared-dashboard'

const PAGES = ['/explore', '/vectors', '/evaluate', '/evaluate/new', '/backends', '/dashboards', '/help']
const FIRST_ROWS = '[role=grid] [role=rowgroup] [role=row]'
const HISTOGRAMS = '[role=grid] [aria-label^="From "]'
const SHOWN = 'h1, h2, [role=grid]'
const DATABASE = /duckdb|parquet|\.wasm$/

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '4210' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    repeat: { type: 'string', default: '7' },
  },
})

await measureApp(options.port, (app) => inBrowser(options.chromium, (browser) => measurePages(browser, app)))

async function measurePages(browser: Browser, { address }: BuiltApp): Promise<Measurement[]> {
  await visitCold(browser, `${address}/explore`, [FIRST_ROWS]) // The server has served before, the browser not.
  const explore = await repeat(() => visitCold(browser, `${address}/explore`, [FIRST_ROWS, HISTOGRAMS]))
  const measurements = [...measureFirstPaint(explore)]
  for (const path of PAGES)
    measurements.push(...measureScripts(path, await visitCold(browser, address + path, [SHOWN])))
  const link = await shareDashboard(browser, address)
  const shared = await repeat(() => visitCold(browser, address + link, ['h2']))
  return [...measurements, ...measureDashboard(shared)]
}

async function repeat(visit: () => Promise<Visit>): Promise<Visit[]> {
  const visits: Visit[] = []
  for (let round = 0; round < Number(options.repeat); round++) visits.push(await visit())
  return visits
}

function measureFirstPaint(visits: readonly Visit[]): Measurement[] {
  const seconds = (index: number) => summariseRepetitions(visits.map(({ shownMs }) => (shownMs[index] ?? 0) / 1000))
  const budget = { limit: 1, of: 'value', side: 'at most' } as const
  const wasm = visits.some(({ hadWasmBefore }) => hadWasmBefore)
  const note = wasm ? 'WebAssembly was asked for before: not as the budget says' : 'no WebAssembly before'
  const base = { part: 'page', unit: 's', budget }
  return [
    { ...base, what: 'first rows of the sample in Explore, cold', ...seconds(0), note },
    { ...base, what: 'histograms in the headers of Explore, cold', ...seconds(1), note: '' },
  ]
}

function measureScripts(path: string, { firstScriptBytes, allScriptBytes }: Visit): Measurement[] {
  const measurement: Measurement = {
    part: 'page',
    what: `first-load JS of ${path}, gzip`,
    unit: 'kB',
    value: firstScriptBytes / 1000,
    high: null,
    budget: { limit: 180, of: 'value', side: 'at most' },
    note: `${(allScriptBytes / 1000).toFixed(0)} kB with what loads by itself afterwards, workers apart`,
  }
  return [measurement]
}

function measureDashboard(visits: readonly Visit[]): Measurement[] {
  const fetched = visits.flatMap(({ paths }) => paths.filter((path) => DATABASE.test(path)))
  const base = { part: 'page' }
  const [first] = visits
  if (!first) throw new RangeError('The dashboard was not visited')
  return [
    {
      ...base,
      what: 'a shared dashboard, cold',
      unit: 's',
      ...summariseRepetitions(visits.map(({ shownMs }) => (shownMs[0] ?? 0) / 1000)),
      budget: { limit: 1, of: 'value', side: 'at most' },
      note: fetched.length === 0 ? 'no database in the browser' : `it fetched ${fetched.join(', ')}`,
    },
    {
      ...base,
      what: 'a shared dashboard, data',
      unit: 'kB',
      ...summariseRepetitions(visits.map(({ dataBytes }) => dataBytes / 1000)),
      budget: { limit: 100, of: 'value', side: 'at most' },
      note: 'document and fetched data, gzip',
    },
    ...measureScripts('a shared dashboard', first),
  ]
}
