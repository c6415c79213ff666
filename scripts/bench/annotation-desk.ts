import { chromium } from '@playwright/test'
import { findChromium } from '@/scripts/setup/chromium.mjs'

const ITEMS = 30
/** The first ones warm the page up and are not counted. */
const WARM_UP = 5
/** An annotator is at each item for this long, in milliseconds: much shorter than anybody reads. */
const READING_MS = 500

/**
 * Milliseconds from the key that submits to the next item painted, in a browser over a project of `makeProject`, as the
 * page measures it itself.
 */
export async function timeNextItems(address: string, projectId: string): Promise<readonly number[]> {
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${address}/annotate/${projectId}/work`)
    await page.getByRole('heading', { name: 'Item', exact: true }).waitFor()
    for (let item = 0; item < ITEMS; item++) {
      await page.waitForTimeout(READING_MS)
      for (const key of ['1', 'a', 'Enter']) await page.keyboard.press(key)
      await page.waitForFunction((wanted) => performance.getEntriesByName('annotating-next-item').length > wanted, item)
    }
    const times = await page.evaluate(() =>
      performance.getEntriesByName('annotating-next-item').map(({ duration }) => duration),
    )
    return times.slice(WARM_UP)
  } finally {
    await browser.close()
  }
}
