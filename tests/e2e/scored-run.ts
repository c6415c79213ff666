import type { Page } from '@playwright/test'
import { follow } from './opened-tab'
import { expect } from './watched-page'

/** From the loaded sample to a finished run of the built-in scorer on pairs, with its control. The page shows the results. */
export async function scoreSample(page: Page, rows: number): Promise<void> {
  await follow(page, '/evaluate/new')
  const prepare = page.getByRole('button', { name: 'Prepare and look at the prompts' })
  await expect(prepare).toBeEnabled()
  await page.getByLabel('Sample size').fill(String(rows))
  await prepare.click()
  await expect(page.getByText(/^[\d,]+ prompt tokens/)).toBeVisible()
  await page.getByRole('button', { name: `Score ${rows} rows` }).click()
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible()
}
