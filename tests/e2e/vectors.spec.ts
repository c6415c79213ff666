import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { readMatched } from './explore-page'
import { dropFile, makeRow, openSample } from './local-data'
import { follow, test } from './opened-tab'
import { expect } from './watched-page'

async function openVectors(page: Page, query: string, heading: string): Promise<void> {
  await follow(page, `/vectors?${query}`)
  await expect(page.getByRole('heading', { name: heading })).toBeVisible()
}

test('a cell of the heat map becomes a filter, which the other tabs and the address follow', async ({
  explore: page,
}) => {
  await openVectors(page, 'tab=relations', 'Correlation of dimensions')
  const map = page.getByRole('button', { name: /a map of 90 by 90 cells/ })
  await map.focus()
  await page.keyboard.press('ArrowRight')
  const picked = page.getByText(/^A click or Enter keeps/)
  await expect(picked).toBeVisible()
  const rows = Number((await picked.textContent())?.match(/keeps ([\d,]+) rows/)?.[1]?.replace(/,/g, ''))
  await map.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => readMatched(page)).toBe(rows)
  expect(page.url()).toContain('f=1:')
  await page.getByRole('tab', { name: 'Compare' }).click()
  await expect(page.getByRole('heading', { name: 'A less B' })).toBeVisible()
  await expect(page.getByText(/Of \d+ tests, \d+ differ at 5 % after Holm/)).toBeVisible()
  await page.goBack()
  await page.goBack()
  await expect.poll(() => readMatched(page)).toBe(4000)
})

test('a comparison is swapped, exported and opened again by its address', async ({ explore: page }) => {
  await openVectors(page, 'tab=compare&f=1:openness.positive&g=1:interest-humor.positive', 'A less B')
  await expect(page.getByText(/in A and in B\. They are left out on both sides/)).toBeVisible()
  const [a, b] = [page.getByRole('region', { name: 'Subset A' }), page.getByRole('region', { name: 'Subset B' })]
  await expect(a).toContainText('Openness: high')
  await page.getByRole('button', { name: 'Swap A and B' }).click()
  await expect(a).toContainText('Humor: likes')
  await expect(b).toContainText('Openness: high')
  await page.getByRole('button', { name: 'Download A less B' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv).toMatch(/^# AlignX Lens.*SYNTHETIC/)
  expect(csv.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'))).toHaveLength(181)
  await page.reload()
  await expect(a).toContainText('Humor: likes')
})

test('the neighbours of a row are found from Explore, and the row itself comes first', async ({ explore: page }) => {
  await page.locator('[role=row][aria-rowindex="3"]').click()
  await page.getByRole('link', { name: 'Find neighbours' }).click()
  await expect(page.getByRole('heading', { name: 'Nearest rows' })).toBeVisible()
  const first = page.getByRole('tabpanel').locator('ol > li').first()
  await expect(first).toContainText('conflict 0')
  await expect(first.getByRole('img')).toHaveAccessibleName(/conflicts in 0/)
  await page.getByText('Opposite twins', { exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Opposite twins' })).toBeVisible()
})

test('a part of the address that cannot be read is named, and rows without directions say so', async ({
  explore: page,
}) => {
  await openVectors(page, 'tab=neighbours&target=nothing&f=1:missing.direction', 'No row meets this filter')
  await expect(page.getByRole('alert').filter({ hasText: 'target "nothing"' })).toBeVisible()
  const { prompt, chosen, rejected } = makeRow('Which tea?', 'Green.', 'Black.')
  await dropFile(page, JSON.stringify([{ prompt, chosen, rejected }]), 'no-directions.json')
  await page
    .getByRole('button', { name: 'Clear all' })
    .or(page.getByRole('button', { name: /^Remove the condition/ }))
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'These rows have no directions' })).toBeVisible()
  await openSample(page)
})
