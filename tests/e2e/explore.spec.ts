import { countLine, drawerOf, expectLoaded, pillsOf, poleOf, readMatched, rowsOf, SAMPLE_ROWS } from './explore-page'
import { test } from './opened-tab'
import { expect } from './watched-page'

const OPEN_HIGH = /^Openness: High Openness/
const OPEN_LOW = /^Openness: Low Openness/

test('the sample stands on the screen before the database is up', async ({ page }) => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let held = 0
  await page.route('**/*.wasm', async (route) => {
    held += 1
    await gate
    await route.continue()
  })
  await page.goto('/explore')
  await expect(rowsOf(page).nth(10)).toContainText('0:10')
  await expect(poleOf(page, OPEN_HIGH)).toHaveAccessibleName(/: High Openness, \d+ rows, [\d.]+ %$/)
  await expect(page.getByRole('button', { name: 'Open the SQL console' })).toBeHidden()
  await expect.poll(() => held).toBeGreaterThan(0)
  const early = await poleOf(page, OPEN_HIGH).getAttribute('aria-label')
  release()
  await expectLoaded(page, SAMPLE_ROWS)
  await expect(poleOf(page, OPEN_HIGH)).toHaveAccessibleName(early ?? '')
})

test('the equaliser requires, excludes and asks the history, and Back undoes', async ({ explore: page }) => {
  const promised = Number(/, (\d+) rows/.exec((await poleOf(page, OPEN_HIGH).getAttribute('aria-label')) ?? '')?.[1])
  const grid = page.getByRole('grid', { name: 'Rows' })
  await grid.press('End')
  const lastRow = grid.locator('[aria-rowindex="4001"]')
  await expect(lastRow).toHaveText(/1:1999/)
  await poleOf(page, OPEN_HIGH).click()
  // Other rows begin at their top, in the same table.
  await expect(grid.locator('[aria-rowindex="2"]')).toBeInViewport()
  await expect(grid).toHaveAttribute('aria-activedescendant', 'row-0')
  await expect(lastRow).toHaveCount(0)
  await expect(pillsOf(page)).toHaveText(['Openness: high'])
  await expect(countLine(page)).toHaveText(`${promised} of ${SAMPLE_ROWS} rows`)
  await expect(poleOf(page, OPEN_LOW)).toHaveAccessibleName(/Low Openness, 0 rows/)
  await expect(page).toHaveURL(/[?&]f=/)

  await poleOf(page, /^Play: Strong need/).click({ modifiers: ['Shift'] })
  await expect(pillsOf(page)).toHaveText(['Openness: high', 'not Play: strong need'])
  await expect.poll(() => readMatched(page)).toBeLessThan(promised)
  const excluded = await readMatched(page)

  await poleOf(page, /^Humor: /)
    .last()
    .click({ modifiers: ['Alt'] })
  await expect(pillsOf(page).last()).toHaveText(/^some history item: /)
  await expect.poll(() => readMatched(page)).toBeLessThan(excluded)

  await page.goBack()
  await expect(pillsOf(page)).toHaveText(['Openness: high', 'not Play: strong need'])
  await expect(countLine(page)).toHaveText(`${excluded} of ${SAMPLE_ROWS} rows`)
  await page.getByRole('button', { name: 'Redo the change of the filter' }).click()
  await expect(pillsOf(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Remove the condition: Openness: high' }).click()
  await expect(pillsOf(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(countLine(page)).toHaveText(`${SAMPLE_ROWS} of ${SAMPLE_ROWS} rows`)
})

test('a filter that keeps nothing says so and offers the way out', async ({ explore: page }) => {
  await page.getByRole('searchbox', { name: 'Search all texts' }).fill('no such words anywhere')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No row meets this filter')).toBeVisible()
  await page.getByRole('button', { name: 'Drop the last condition' }).click()
  await expect(countLine(page)).toHaveText(`${SAMPLE_ROWS} of ${SAMPLE_ROWS} rows`)
})

test('columns sort, and a bar of a header keeps its rows', async ({ explore: page }) => {
  const header = page.getByRole('columnheader').filter({ hasText: 'Chosen − rejected' })
  await header.getByRole('button').click()
  await expect(header).toHaveAttribute('aria-sort', 'descending')
  await expect(rowsOf(page).first()).toContainText('+')
  const largest = (await rowsOf(page).first().textContent()) ?? ''
  await header.getByRole('button').click()
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
  await expect(rowsOf(page).first()).not.toHaveText(largest)
  await expect(rowsOf(page).first()).toContainText('−')

  const counts = page.getByRole('columnheader').filter({ hasText: /^UGC/ })
  const bar = counts.locator('svg[role="img"] > g').nth(2)
  await bar.hover()
  const told = Number(/: ([\d,]+) rows/.exec((await counts.textContent()) ?? '')?.[1]?.replaceAll(',', ''))
  await bar.click()
  await expect(pillsOf(page)).toHaveCount(1)
  await expect.poll(() => readMatched(page)).toBe(told)

  await pillsOf(page)
    .getByRole('button', { name: /^Remove/ })
    .click()
  await expect(pillsOf(page)).toHaveCount(0)
  const demographics = page.getByRole('columnheader').filter({ hasText: 'Demographics' })
  await demographics.getByRole('button', { name: /missing$/ }).click()
  await expect(pillsOf(page)).toHaveText(['no demographics'])
  await expect(demographics).toContainText('100.0 % missing')
})

test('text search marks what it finds, without letter case', async ({ explore: page }) => {
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search all texts' })).toBeFocused()
  await page.keyboard.type('CINEMA')
  await page.keyboard.press('Enter')
  await expect(pillsOf(page)).toHaveText([/^text "CINEMA" in /])
  await expect.poll(() => readMatched(page)).toBeLessThan(4000)
  await expect(page.getByRole('grid', { name: 'Rows' }).locator('mark').first()).toHaveText(/cinema/i)
  await rowsOf(page).first().click()
  await expect(drawerOf(page).getByRole('heading', { name: /^Row \d:\d+$/ })).toBeVisible()
})

test('conditions can be written in the form, also negated', async ({ explore: page }) => {
  await page.getByRole('button', { name: 'Condition' }).click()
  const form = page.getByRole('dialog', { name: 'Add a condition' })
  await form.getByLabel('About').selectOption('Length or count')
  await form.getByRole('button', { name: 'Add condition' }).click()
  await expect(form.getByRole('alert')).toHaveText('Fill in at least one value.')
  await form.getByLabel('Measure').selectOption({ index: 0 })
  await form.getByLabel('From').fill('10')
  await form.getByLabel('To').fill('100')
  await form.getByText('Keep the rows that do not meet it').click()
  await form.getByRole('button', { name: 'Add condition' }).click()
  await expect(pillsOf(page)).toHaveText([/^not .*10.*100/])
  await expect.poll(() => readMatched(page)).toBeLessThan(4000)
})

test('columns can be chosen, and the address keeps the choice', async ({ explore: page }) => {
  await expect(page.getByRole('columnheader', { name: 'Profile' })).toBeHidden()
  await page.getByRole('button', { name: 'Choose columns' }).click()
  const choice = page.getByRole('dialog', { name: 'Columns' })
  await choice.getByLabel('Profile').click()
  await expect(choice.getByLabel('Profile')).toBeChecked()
  await choice.getByLabel('Rejected', { exact: true }).click()
  await expect(choice.getByLabel('Rejected', { exact: true })).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader').filter({ hasText: 'Profile' })).toBeVisible()
  await expect(page.getByRole('columnheader').filter({ hasText: /^Rejected$/ })).toHaveCount(0)
  await expect(page).toHaveURL(/[?&]columns=[^&]*profile/)
})
