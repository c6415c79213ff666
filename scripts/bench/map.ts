import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build } from 'esbuild'
import { type MapFigures, mapFiguresSchema } from './map-figures'
import { type Measurement, summariseRepetitions } from './measurement'

const ROOT = join(import.meta.dirname, '../..')
const ORIGIN = 'http://bench.localhost'
/** A frame of a movement, in milliseconds: 30 a second. */
const FRAME_MS = 34

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1311622' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
})

process.stdout.write(`${JSON.stringify(toMeasurements(await measure(Number(values.rows), values.chromium)))}\n`)

/** Measures in a page of Chromium that holds nothing but the map. */
async function measure(rows: number, executablePath: string): Promise<MapFigures> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/bench/map-page.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    conditions: ['browser'],
    alias: { '@': ROOT },
    logLevel: 'error',
  })
  const script = outputFiles[0]?.text ?? ''
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.route(`${ORIGIN}/**`, (route) =>
      route.fulfill(
        route.request().url().endsWith('.js')
          ? { contentType: 'text/javascript', body: script }
          : { contentType: 'text/html', body: '<!doctype html><script type="module" src="/page.js"></script>' },
      ),
    )
    await page.goto(`${ORIGIN}/`)
    await page.waitForFunction(() => 'measureMap' in globalThis)
    return mapFiguresSchema.parse(await page.evaluate((asked) => Reflect.get(globalThis, 'measureMap')(asked), rows))
  } finally {
    await browser.close()
  }
}

function toMeasurements(figures: MapFigures): Measurement[] {
  const { renderer, width, height, movingShares } = figures
  const rows = `${figures.rows.toLocaleString('en-US')} rows`
  const where = `${width} × ${height} pixels, ${renderer}`
  const base = { part: 'map', unit: 'ms', high: null, budget: null }
  const single = (what: string, value: number, note: string): Measurement => ({ ...base, what, value, note })
  const all = summariseRepetitions(figures.allPointsMs)
  return [
    single('principal components of all rows', figures.componentsMs, `${rows}, counting pairs and eigenvectors`),
    single('placing all rows on two components', figures.projectMs, `${rows}, jitter and grid included`),
    single('colouring by a column, 7 classes', figures.coloringMs, rows),
    single('handing all points to the graphics processor', figures.uploadMs, rows),
    single(
      'first picture with all points',
      figures.firstPictureMs,
      `${where}; over several frames, as the page draws it`,
    ),
    { ...base, what: 'a frame with all points at once', ...all, note: where },
    {
      ...base,
      what: 'points drawn in a second',
      unit: 'million',
      value: figures.rows / all.value / 1000,
      note: where,
    },
    {
      ...base,
      what: 'a frame of a pan and zoom, as the page draws it',
      ...summariseRepetitions(figures.movingMs),
      budget: { limit: FRAME_MS, of: 'value', side: 'at most' },
      note: `${figures.movingMs.length} frames; of the rows a frame drew ${formatPercent(summariseRepetitions(movingShares).value)} (median), all again when it rests`,
    },
    {
      ...base,
      what: 'a frame of the density map',
      ...summariseRepetitions(figures.densityMs),
      note: `all rows, ${width} × ${height} pixels, 2D canvas`,
    },
    { ...base, what: 'finding the row at the pointer', ...summariseRepetitions(figures.pointMs), note: rows },
    {
      ...base,
      what: 'finding the rows in a lasso of 200 corners',
      ...summariseRepetitions(figures.lassoMs),
      note: `about half of ${rows}`,
    },
  ]
}

function formatPercent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
}
