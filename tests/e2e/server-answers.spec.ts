import type { Locator, Page } from '@playwright/test'
import { countLine, drawerOf, expectLoaded, pillsOf, poleOf, rowsOf, SAMPLE_ROWS } from './explore-page'
import { makeRow, pickFiles } from './local-data'
import { follow, test } from './opened-tab'
import { findPrepared, PREPARED_ROWS } from './prepared-data'
import { expect } from './watched-page'

const ROWS = PREPARED_ROWS.toLocaleString('en')

let prepared: string
test.beforeAll(async ({ request }) => {
  prepared = await findPrepared(request)
})

function answersOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Who answers' })
}

/** The line of the count once it is of this filter: the last one stands until the next is there. */
async function readCount(page: Page): Promise<string> {
  await expect(countLine(page)).toHaveAttribute('aria-busy', 'false')
  return (await countLine(page).textContent()) ?? ''
}

/** What stands in the first rows of the table. */
async function readFirstRows(page: Page): Promise<readonly string[]> {
  await expect(rowsOf(page).nth(9)).toContainText(/\w{5}/)
  return (await rowsOf(page).allTextContents()).slice(0, 10)
}

test('the server gives the rows, counts and histograms that the tab gives, and says that it does', async ({
  explore: page,
}) => {
  const filter = 'f=text:tea,prompt_length:..900&sort=chosen_length&desc=1'
  await follow(page, `/explore?source=sample&${filter}`)
  await expect(pillsOf(page)).toHaveCount(2)
  await expect(answersOf(page)).toContainText('Answered in this tab.')
  const [count, rows] = [await readCount(page), await readFirstRows(page)]
  const pole = await poleOf(page, /High Openness/).getAttribute('aria-label')
  await answersOf(page).getByRole('button', { name: 'Answer on the server' }).click()
  await expect(answersOf(page)).toContainText('Answered by the server: native DuckDB, because you chose it.')
  await expectLoaded(page, SAMPLE_ROWS)
  await expect(countLine(page)).toHaveText(count)
  expect(await readFirstRows(page)).toEqual(rows)
  expect(await poleOf(page, /High Openness/).getAttribute('aria-label')).toBe(pole)
  expect(new URL(page.url()).searchParams.get('answers')).toBe('server')
  await rowsOf(page).nth(2).click()
  await expect(drawerOf(page)).toContainText(/\w{5}/)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Open the SQL console' }).click()
  await page
    .getByRole('textbox', { name: 'SQL' })
    .fill('SELECT count(*) AS n, sum(length(prompt)) > 100000 AS has_texts FROM examples')
  await page.getByRole('button', { name: 'Run query' }).click()
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('4000')
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('true')
  await page.keyboard.press('Escape')
  await answersOf(page).getByRole('button', { name: 'Answer in this tab' }).click()
  await expect(answersOf(page)).toContainText('Answered in this tab.')
  await expectLoaded(page, SAMPLE_ROWS)
  expect(await readFirstRows(page)).toEqual(rows)
})

test('no row is loaded into the tab while the server answers, and for files of this computer the tab does', async ({
  page,
}) => {
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  await page.goto('/explore?source=sample&answers=server')
  await expectLoaded(page, SAMPLE_ROWS)
  await expect(rowsOf(page).first()).toContainText('0:0')
  expect(fetched.filter((path) => path.startsWith('/data/') || path.endsWith('.wasm'))).toEqual([])
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vectors', exact: true }).click()
  await expect(answersOf(page)).toContainText('Answered by the server')
  await expect(page.getByRole('tab', { name: 'Distribution' })).toBeVisible()
  await page.getByRole('tab', { name: 'Relations' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)

  await page.goBack()
  await page.goBack()
  await expect(page).toHaveURL(/\/explore/)
  await pickFiles(page, [{ name: 'own.json', content: JSON.stringify([makeRow('a post', 'yes', 'no')]) }])
  await expect(countLine(page)).toHaveText('1 of 1 rows')
  await expect(answersOf(page)).toContainText('never uploaded, so the server cannot answer')
  await expect(answersOf(page).getByRole('button')).toHaveCount(0)
})

test('a small device lets the server answer about much, and says why', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 1 }))
  await page.goto(`/explore?source=${prepared}`)
  await expectLoaded(page, ROWS)
  await expect(answersOf(page)).toContainText(/because this device has too little memory for [\d.]+ MB/)
  await answersOf(page).getByRole('button', { name: 'Answer in this tab' }).click()
  await expect(page.getByRole('button', { name: 'prepared', exact: true })).toBeVisible()
  await expectLoaded(page, ROWS)
})

test('a part of a text is found in prepared data by the server alone', async ({ page }) => {
  await page.goto(`/explore?source=${prepared}&f=text.chosen:REPLY-77`)
  await expect(answersOf(page)).toContainText('Texts are searched by the server: native DuckDB')
  await expect(countLine(page)).toHaveText(/^11 of 3,000 rows$/)
  await expect(rowsOf(page)).toHaveCount(11)
  await answersOf(page).getByRole('button', { name: 'Answer in this tab' }).click()
  await expect(page.getByText('Search for whole words of the post instead.').first()).toBeVisible()
  await expect(answersOf(page)).toContainText('Answered in this tab.')
  await answersOf(page).getByRole('button', { name: 'Answer on the server' }).click()
  await expect(countLine(page)).toHaveText(/^11 of 3,000 rows$/)
  await expect(answersOf(page)).toContainText('because you chose it')
  await page.getByRole('searchbox', { name: 'Search all texts' }).fill('ply-770-')
  await page.keyboard.press('Enter')
  await expect(countLine(page)).toHaveText(/^1 of 3,000 rows$/)
  await expect(rowsOf(page).first()).toContainText('0:770')
})
