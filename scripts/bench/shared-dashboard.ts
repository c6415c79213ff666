import type { Browser } from '@playwright/test'

const ROWS = 60
const WAIT_MS = 60_000

/** Scores rows of the sample, freezes the result and shares it: the path of a dashboard's link. */
export async function shareDashboard(browser: Browser, address: string): Promise<string> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(WAIT_MS)
    await page.goto(`${address}/evaluate/new?source=sample`)
    const prepare = page.getByRole('button', { name: 'Prepare and look at the prompts', disabled: false })
    await prepare.waitFor() // Until the sample is loaded, which sets the sample's size.
    await page.getByLabel('Sample size').fill(String(ROWS))
    await prepare.click()
    await page.getByText(/^[\d,]+ prompt tokens/).waitFor()
    await page.getByRole('button', { name: `Score ${ROWS} rows` }).click()
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('button', { name: 'Freeze and make a link' }).click()
    const path = await page.getByRole('link', { name: /\/d\/[\w-]{43}$/ }).getAttribute('href')
    if (path === null) throw new Error('The shared dashboard has no link')
    return path
  } finally {
    await context.close()
  }
}
