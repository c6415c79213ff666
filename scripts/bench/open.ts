import { parseArgs } from 'node:util'
import type { Browser } from '@playwright/test'
import type { BuiltApp } from './built-app'
import { inBrowser, measureApp } from './measure-app'
import { type Measurement, summariseRepetitions } from './measurement'
import { type Visit, visitCold } from './page-visit'
import { findPreparedSource, preparedDataFolder } from './prepared-source'

const FIRST_ROWS = '[role=grid] [role=rowgroup] [role=row]'
const HISTOGRAMS = '[role=grid] [aria-label^="From "]'
/** What Explore offers once it has an answer of the index on the screen. */
const ANSWERING = '[aria-label="Open the SQL console"]'
/** Set by `openPrepared`. */
const DIRECTIONS_READY = 'alignx-directions-ready'

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '4311' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    repeat: { type: 'string', default: '7' },
  },
})
await measureApp(
  options.port,
  (app) => inBrowser(options.chromium, (browser) => measureOpening(browser, app)),
  preparedDataFolder(),
)

/** Opens the first prepared dataset of the server again and again, each time in a browser that has seen nothing. */
async function measureOpening(browser: Browser, { address }: BuiltApp): Promise<Measurement[]> {
  const { id, rows } = await findPreparedSource(address)
  const selectors = [FIRST_ROWS, HISTOGRAMS, ANSWERING]
  const visit = () => visitCold(browser, `${address}/explore?source=${encodeURIComponent(id)}`, selectors)
  await visit() // The server has served before, the browser not.
  const visits: Visit[] = []
  for (let round = 0; round < Number(options.repeat); round++) visits.push(await visit())
  const seconds = (index: number) => summariseRepetitions(visits.map(({ shownMs }) => (shownMs[index] ?? 0) / 1000))
  const hadWasm = visits.some(({ hadWasmBefore }) => hadWasmBefore)
  const base = { part: 'open', unit: 's', note: `${rows.toLocaleString('en-US')} rows, prepared, from this machine` }
  const atMost = (limit: number) => ({ limit, of: 'value', side: 'at most' }) as const
  return [
    {
      ...base,
      what: 'first rows, cold',
      ...seconds(0),
      budget: atMost(1),
      note: `${base.note}; ${hadWasm ? 'WebAssembly was asked for before: not as the budget says' : 'no WebAssembly before'}`,
    },
    { ...base, what: 'histograms in the headers, cold', ...seconds(1), budget: atMost(1) },
    {
      ...base,
      what: 'the index holds the directions, cold',
      ...summariseRepetitions(visits.map(({ marksMs }) => (marksMs[DIRECTIONS_READY] ?? Number.NaN) / 1000)),
      budget: atMost(1.5),
      note: `${base.note}; from the start of the navigation, every chunk checked by its SHA-256`,
    },
    { ...base, what: 'its first answer is on the screen, cold', ...seconds(2), budget: null },
  ]
}
