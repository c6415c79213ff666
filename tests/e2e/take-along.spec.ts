import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { countLine, pillsOf, poleOf, readMatched } from './explore-page'
import { test } from './opened-tab'
import { expect } from './watched-page'

async function saveAs(page: Page, item: RegExp) {
  await page.getByRole('button', { name: 'Export the rows in view' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).click()
  const file = await download
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

test('the rows in view are saved whole, and marked synthetic', async ({ explore: page }) => {
  await poleOf(page, /^Openness: High/).click()
  await expect(pillsOf(page)).toHaveCount(1)
  await expect(countLine(page)).not.toHaveText(/^(4,000|–)/)
  const matched = await readMatched(page)
  const jsonl = await saveAs(page, /^JSONL/)
  expect(jsonl.name).toBe('alignx-rows-synthetic.jsonl')
  const lines = jsonl.text.trimEnd().split('\n')
  expect(lines).toHaveLength(matched)
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ chosen: expect.any(String), synthetic: true })
  const csv = await saveAs(page, /^CSV/)
  expect(csv.name).toBe('alignx-rows-synthetic.csv')
  expect(csv.text.length).toBeGreaterThan(matched * 100)
})

test('the view can be copied as SQL, as Python and as a link', async ({ explore: page }) => {
  await poleOf(page, /^Openness: High/).click()
  await expect(pillsOf(page)).toHaveCount(1)
  const expected = [
    ['SQL for DuckDB', /read_parquet[\s\S]*ORDER BY/i],
    ['Python', /import duckdb[\s\S]*read_parquet/],
    ['Link', /\/explore\?source=[^&]+&f=[^\s]+$/],
  ] as const
  for (const [item, content] of expected) {
    await page.getByRole('button', { name: 'Copy this view as SQL, Python or link' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.locator('pre')).toHaveText(content)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
})

test('the SQL console answers, refuses, stops and says when rows are left out', async ({ explore: page }) => {
  await page.getByRole('button', { name: 'Open the SQL console' }).click()
  const dialog = page.getByRole('dialog', { name: 'SQL console' })
  await run(dialog, 'SELECT count(*) AS n, min(pair_count) AS least FROM examples')
  await expect(dialog.getByRole('region', { name: 'Result' }).locator('tbody td').first()).toHaveText(/^4,?000$/)
  await run(dialog, 'SELEC 1')
  await expect(dialog.getByRole('alert')).toContainText(/The query failed/)
  await run(dialog, 'DROP TABLE examples')
  await expect(dialog.getByRole('alert')).toContainText('The query failed (read-only)')
  await run(dialog, 'SELECT * FROM range(2000)')
  await expect(dialog.getByText(/only the first 1,000 are shown and exported/)).toBeVisible()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'JSONL' }).click()
  const saved = await readFile(await (await download).path(), 'utf8')
  expect(saved.trimEnd().split('\n')).toHaveLength(1000)

  await run(dialog, 'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog.getByRole('button', { name: 'Run query' })).toBeVisible()
  await run(dialog, 'SELECT count(*) FROM examples')
  await expect(dialog.getByRole('region', { name: 'Result' }).locator('tbody td').first()).toHaveText(/^4,?000$/)
  await page.keyboard.press('Escape')
})

async function run(dialog: Locator, sql: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'SQL' }).fill(sql)
  await dialog.getByRole('button', { name: 'Run query' }).click()
}
