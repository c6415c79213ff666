import type { Locator, Page } from '@playwright/test'
import { expect } from './watched-page'

/** The sample has 4,000 rows in 2 shards. */
export const SAMPLE_ROWS = '4,000'

/** Waits until that many rows are loaded and the count under the filter is known. */
export async function expectLoaded(page: Page, rows: string): Promise<void> {
  await expect(countLine(page)).toHaveText(new RegExp(`^[\\d,]+ of ${rows} rows$`))
  await expect(page.getByRole('button', { name: 'Open the SQL console' })).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Loading' })).toBeHidden()
}

/** "x of y rows" in the bar above the page. */
export function countLine(page: Page): Locator {
  return page
    .locator('header')
    .getByText(/^[\d,–]+ of [\d,]+ rows$/)
    .first()
}

/** How many rows the filter keeps, once it is counted. */
export async function readMatched(page: Page): Promise<number> {
  const line = (await countLine(page).textContent()) ?? ''
  return Number(line.split(' of ')[0]?.replaceAll(',', ''))
}

/** The rows of the table that are drawn, without the header. */
export function rowsOf(page: Page): Locator {
  return page.getByRole('grid', { name: 'Rows' }).getByRole('rowgroup').getByRole('row')
}

/** A bar of the equaliser: `Openness: High Openness, 726 rows, 18.1 %` and so on. */
export function poleOf(page: Page, name: RegExp): Locator {
  return page.getByRole('group', { name: 'Poles' }).getByRole('button', { name })
}

/** The conditions of the filter in words. */
export function pillsOf(page: Page): Locator {
  return page.getByRole('list', { name: 'Filter' }).getByRole('listitem')
}

/** The panel of the open row. */
export function drawerOf(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Open row' })
}
