import { follow, test } from './opened-tab'
import { scoreSample } from './scored-run'
import { expect } from './watched-page'

// A revoked link answers 404, which the browser notes as an error.
test.use({ tolerated: /404/ })

test('a sample is scored, read with its interval and baselines, shared, opened elsewhere and revoked', async ({
  explore: page,
  browser,
  baseURL,
}) => {
  await scoreSample(page, 60)

  const facts = page.locator('dl').first()
  await expect(facts).toContainText('Alignment accuracy')
  await expect(facts).toContainText('of 60 · coverage 100.0 %')
  await expect(page.getByRole('heading', { name: 'Alignment accuracy' })).toBeVisible()
  await page.getByRole('button', { name: 'Show Alignment accuracy as a table' }).click()
  const table = page.getByRole('table', { name: 'Alignment accuracy' })
  for (const lane of ['This run', 'Persona of another row', 'Longer response wins'])
    await expect(table.getByRole('cell', { name: lane })).toBeVisible()
  await expect(page.getByText('Measured on other rows, with other models').first()).toBeVisible()
  const accuracy = await facts
    .getByText(/^\d+\.\d %$/)
    .first()
    .textContent()

  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Freeze and make a link' }).click()
  const link = page.getByRole('link', { name: /\/d\/[\w-]{43}$/ })
  const path = await link.getAttribute('href')
  expect(path).toMatch(/^\/d\/[\w-]{43}$/)

  const stranger = await browser.newContext({ baseURL })
  const reader = await stranger.newPage()
  const asked: string[] = []
  reader.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await reader.goto(path ?? '')
  await expect(reader.getByText(accuracy ?? '', { exact: true }).first()).toBeVisible()
  await expect(reader.getByText('Synthetic', { exact: true }).first()).toBeVisible()
  await expect(reader.getByRole('heading', { name: 'Provenance' })).toBeVisible()
  expect(asked.filter((name) => /duckdb|parquet|\/data\//.test(name))).toEqual([])

  await follow(page, '/dashboards')
  page.once('dialog', (dialog) => dialog.accept())
  const opened = page.locator(`a[href="${path}"]`)
  await page.getByRole('listitem').filter({ has: opened }).getByRole('button', { name: 'Revoke' }).click()
  await expect(opened).toBeHidden()
  await expect(page.getByText(/^revoked/).first()).toBeVisible()
  await reader.goto(path ?? '')
  await expect(reader.getByRole('heading', { name: 'Nothing stands behind this link' })).toBeVisible()
  await stranger.close()
})
