import type { Locator, Page } from '@playwright/test'
import { expect, watchContext, test as watched } from './watched-page'

/** The sample has 4,000 rows in 2 shards. */
export const SAMPLE_ROWS = '4,000'

interface ExploreTab {
  readonly tab: { readonly page: Page; readonly faults: string[] }
  /** Explore with whatever is loaded and nothing chosen. One page serves all tests of a worker, as it would a reader. */
  readonly anyData: Page
  /** The same with the sample loaded. */
  readonly explore: Page
}

export const test = watched.extend<Pick<ExploreTab, 'anyData' | 'explore'>, Pick<ExploreTab, 'tab'>>({
  tab: [
    async ({ browser }, use, info) => {
      const { baseURL } = info.project.use
      const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })
      const faults = watchContext(context, new URL(baseURL ?? '').origin)
      const page = await context.newPage()
      await page.goto('/explore')
      await expectLoaded(page, SAMPLE_ROWS)
      await use({ page, faults })
      await context.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  anyData: async ({ tab, tolerated }, use) => {
    const { page, faults } = tab
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Explore', exact: true }).click()
    await expect(countLine(page)).toHaveText(/^([\d,]+) of \1 rows$/)
    faults.length = 0
    await use(page)
    expect(faults.filter((fault) => tolerated === null || !tolerated.test(fault))).toEqual([])
  },
  explore: async ({ anyData: page }, use) => {
    await expect(countLine(page)).toHaveText(`${SAMPLE_ROWS} of ${SAMPLE_ROWS} rows`)
    await use(page)
  },
})

/** Waits until that many rows are loaded and the count under the filter is known. */
export async function expectLoaded(page: Page, rows: string): Promise<void> {
  await expect(countLine(page)).toHaveText(new RegExp(`^[\\d,]+ of ${rows} rows$`))
  await expect(page.getByRole('button', { name: 'Open the SQL console' })).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Loading' })).toBeHidden()
}

/** "x of y rows" in the bar above the page. */
export function countLine(page: Page): Locator {
  return page.getByText(/^[\d,–]+ of [\d,]+ rows$/).first()
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
