import type { Page } from '@playwright/test'
import { countLine, expectLoaded, SAMPLE_ROWS } from './explore-page'
import { findPrepared } from './prepared-data'
import { expect, watchContext, test as watched } from './watched-page'

interface OpenedTab {
  readonly tab: { readonly page: Page; readonly faults: string[] }
  /** Explore with whatever is loaded and nothing chosen. One page serves all tests of a worker, as it would a reader. */
  readonly anyData: Page
  /** The same with the sample loaded. */
  readonly explore: Page
}

/** Loading takes far longer than what most tests do: these begin where the last one left the tab. */
export const test = watched.extend<Pick<OpenedTab, 'anyData' | 'explore'>, Pick<OpenedTab, 'tab'>>({
  tab: [
    async ({ browser, playwright }, use, info) => {
      const { baseURL } = info.project.use
      const request = await playwright.request.newContext({ baseURL })
      await findPrepared(request)
      await request.dispose()
      const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })
      const faults = watchContext(context, new URL(baseURL ?? '').origin)
      const page = await context.newPage()
      await page.goto('/explore')
      await expectLoaded(page, SAMPLE_ROWS)
      expect(faults).toEqual([])
      await use({ page, faults })
      await context.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  anyData: async ({ tab, tolerated }, use) => {
    const { page, faults } = tab
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Explore', exact: true }).click()
    await page.waitForURL((url) => url.pathname === '/explore' && url.search === '')
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

/** Goes to an address of the app as its own links do: what is loaded stays. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => Reflect.get(window, 'next').router.push(to), address)
  await page.waitForURL((url) => url.pathname === new URL(address, url).pathname)
}
