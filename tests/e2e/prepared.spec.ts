import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { HealthExaminer } from '@/lib/core/health/health-examiner'
import { readExample } from '@/lib/core/read-example'
import { countLine, drawerOf, expectLoaded, rowsOf } from './explore-page'
import { follow } from './opened-tab'
import { findPrepared, makePreparedRows, PREPARED_FOLDER, PREPARED_ROWS } from './prepared-data'
import { expect, test } from './watched-page'

const ROWS = PREPARED_ROWS.toLocaleString('en')

// Refused on purpose where the network is cut.
test.use({ tolerated: /net::ERR_FAILED/ })

let source: string
test.beforeAll(async ({ request }) => {
  source = await findPrepared(request)
})

async function openPrepared(page: Page, view = ''): Promise<void> {
  await page.goto(`/explore?source=${source}${view}`)
  await expectLoaded(page, ROWS)
  await expect(page.getByRole('button', { name: 'prepared', exact: true })).toBeVisible()
}

test('a prepared folder lists, sorts, filters, opens, answers SQL and is examined', async ({ page }) => {
  const whole: string[] = []
  const directions: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/directions.bin')) directions.push(request.url())
    const isWhole = request.method() === 'GET' && request.headers().range === undefined
    if (isWhole && request.url().endsWith('index.duckdb')) whole.push(request.url())
  })
  // The page's own scripts come when the directions are asked for: by then only the document can have begun that.
  const begun = page.waitForRequest(/\/directions\.bin$/)
  await page.route('**/_next/static/**/*.js', async (route) => {
    await begun
    await route.continue()
  })
  await openPrepared(page)
  await page.unroute('**/_next/static/**/*.js')
  await expect(page.locator('script[src="/workers/begin-index.js"]')).toHaveCount(1)
  expect(await page.evaluate(() => 'alignxBegunIndex' in window && window.alignxBegunIndex === null)).toBe(true)
  expect(directions).toHaveLength(1)
  expect(page.workers().filter((worker) => worker.url().endsWith('/workers/direction-index.js'))).toHaveLength(1)
  await expect(rowsOf(page).first()).toContainText('0:0')
  await page.getByRole('grid', { name: 'Rows' }).focus()
  await page.keyboard.press('End')
  await expect(rowsOf(page).last()).toContainText(`0:${PREPARED_ROWS - 1}`)
  await page.keyboard.press('Home')
  await page.getByRole('searchbox', { name: 'Search all texts' }).fill('ROW 1234')
  await page.keyboard.press('Enter')
  await expect(countLine(page)).toHaveText(/^1 of 3,000 rows$/)
  await rowsOf(page).filter({ hasText: '0:1234' }).click()
  await expect(drawerOf(page)).toContainText('row 1234')
  const link = new URL(page.url())
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Open the SQL console' }).click()
  await page.getByRole('textbox', { name: 'SQL' }).fill('SELECT count(*) AS n, max(row_number) AS last FROM examples')
  await page.getByRole('button', { name: 'Run query' }).click()
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('3000')
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('2999')
  expect(whole).toEqual([])
  await page.goto(link.href)
  await expect(drawerOf(page)).toContainText('row 1234')

  await follow(page, '/vectors?tab=health')
  await page.getByRole('button', { name: 'Download the report' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'JSON' }).click()
  const { rows, checks } = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  const examiner = new HealthExaminer(PREPARED_ROWS)
  for (const [row, raw] of makePreparedRows().entries())
    examiner.add(String(row).padStart(32, '0'), readExample(raw, { file: 'rows.jsonl', row }))
  const { outcomes } = examiner.report()
  expect(rows).toBe(PREPARED_ROWS)
  expect(outcomes.some(({ found }) => found > 0)).toBe(true)
  const facts = ({ key, state, found, share }: (typeof outcomes)[number]) => ({ key, state, found, share })
  expect(checks.map(facts)).toEqual(outcomes.map(facts))
})

test('a search inside texts says why it cannot be had in the tab', async ({ page }) => {
  await page.goto(`/explore?source=${source}&answers=tab&f=text:ea`)
  await expect(page.getByText('Search for whole words of the post instead.').first()).toBeVisible()
})

test('a second tab opens from what the first one fetched, also without its data server', async ({ context }) => {
  const first = await context.newPage()
  await openPrepared(first)
  await expect
    .poll(() => first.evaluate(async () => (await (await caches.open('alignx-prepared')).keys()).length))
    .toBeGreaterThan(3)
  await first.getByRole('button', { name: 'prepared', exact: true }).click()
  await expect(first.getByText(/Kept in this browser: [\d.]+ [kM]B/)).toBeVisible()
  await first.keyboard.press('Escape')
  const second = await context.newPage()
  await second.route(/\/data\/sources\/.*\.(bin|json|pack)$/, (route) =>
    route.request().url().endsWith('manifest.json') ? route.continue() : route.abort('failed'),
  )
  await openPrepared(second)
  await expect(rowsOf(second).first()).toContainText('0:0')
  await expect(countLine(first)).toHaveText(/of 3,000 rows/)
  await first.getByRole('button', { name: 'prepared', exact: true }).click()
  await first.getByRole('button', { name: 'Clear' }).click()
  await expect(first.getByText('Kept in this browser: 0 B')).toBeVisible()
})

test('a dropped folder opens the same way', async ({ page }) => {
  await page.goto('/explore')
  await page.getByRole('button', { name: 'Synthetic sample' }).click()
  await page.getByLabel('Folder to open').setInputFiles(PREPARED_FOLDER)
  await expectLoaded(page, ROWS)
  await page.getByRole('searchbox', { name: 'Search all texts' }).fill('row 77')
  await page.keyboard.press('Enter')
  await expect(countLine(page)).toHaveText(/^1 of 3,000 rows$/)
  await rowsOf(page).filter({ hasText: '0:77' }).click()
  await expect(drawerOf(page)).toContainText('row 77')
})

test('a damaged part is named and the rest stays usable', async ({ page }) => {
  await page.route('**/history.bin', (route) => route.fulfill({ status: 200, body: Buffer.alloc(5_898_304) }))
  await page.goto(`/explore?source=${source}`)
  await expectLoaded(page, ROWS)
  await expect(page.getByRole('alert').filter({ hasText: 'Histories could not be read' })).toContainText('history.bin')
  await page.getByRole('searchbox', { name: 'Search all texts' }).fill('row 9')
  await page.keyboard.press('Enter')
  await expect(countLine(page)).toHaveText(/^1 of 3,000 rows$/)
})
