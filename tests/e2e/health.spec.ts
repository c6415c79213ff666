import { readFile } from 'node:fs/promises'
import { follow, test } from './opened-tab'
import { expect } from './watched-page'

test('checks lead to their rows by a condition and by a selection, and the report is saved', async ({
  explore: page,
}) => {
  await follow(page, '/vectors?tab=health')
  await expect(page.getByRole('heading', { name: 'Dataset health' })).toBeVisible()

  await page.getByRole('button', { name: 'Download the report' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Markdown' }).click()
  const report = await readFile(await (await download).path(), 'utf8')
  expect(report).toContain('SYNTHETIC')
  expect(report).toContain('Rows examined: 4,000 (all rows)')

  const rowsOf = (title: string) =>
    Number(new RegExp(`\\| ${title} \\| ([\\d,]+) \\|`).exec(report)?.[1]?.replaceAll(',', ''))
  await page.getByText('All dimensions neutral').click()
  await page.getByRole('link', { name: /^Show \d+ rows in Explore/ }).click()
  await expect(page).toHaveURL(/\/explore\?/)
  await expect(page.getByText(`${rowsOf('All dimensions neutral')} of 4,000 rows`)).toBeVisible()

  await page.goBack()
  await page.getByText('Chosen and rejected are identical').click()
  await page.getByRole('button', { name: /^Show \d+ rows in Explore/ }).click()
  await expect(page).toHaveURL(/\/explore\?.*selection\./)
  await expect(page.getByText(`${rowsOf('Chosen and rejected are identical')} of 4,000 rows`)).toBeVisible()
})
