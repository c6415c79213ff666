import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { scoreSample } from './scored-run'
import { expect, test } from './watched-page'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The rules that a page breaks, with where it does. */
async function findFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

for (const { name, width, colorScheme } of [
  { name: 'wide and light', width: 1440, colorScheme: 'light' },
  { name: 'narrow and dark', width: 390, colorScheme: 'dark' },
] as const) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme })

    for (const path of ['/evaluate', '/evaluate/new', '/dashboards', '/backends', '/help']) {
      test(`${path} breaks no rule and does not scroll sideways`, async ({ page }) => {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        expect(await findFaults(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      })
    }

    test('Explore with an open row breaks no rule', async ({ page }) => {
      await page.goto('/explore')
      await expect(page.getByText(/^4,000 of 4,000 rows$/)).toBeVisible()
      expect(await findFaults(page)).toEqual([])
      await page.locator('[role=row][aria-rowindex="3"]').click()
      await expect(page.getByRole('heading', { name: 'Responses' })).toBeVisible()
      expect(await findFaults(page)).toEqual([])
    })

    for (const [tab, heading] of [
      ['distribution', 'Distribution of directions'],
      ['relations', 'Correlation of dimensions'],
      ['compare', 'A less B'],
      ['neighbours', 'Nearest rows'],
      ['map', 'Map of directions'],
    ]) {
      test(`Vectors, ${tab}, breaks no rule and does not scroll sideways`, async ({ page }) => {
        await page.goto(`/vectors?tab=${tab}&f=1:openness.positive&target=+${'0'.repeat(89)}`.replace('=+', '=%2B'))
        await expect(page.getByRole('heading', { name: heading })).toBeVisible({ timeout: 30_000 })
        expect(await findFaults(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      })
    }

    test('a result breaks no rule', async ({ page }) => {
      await scoreSample(page, 20)
      await expect(page.getByRole('heading', { name: 'Margins' })).toBeVisible()
      expect(await findFaults(page)).toEqual([])
    })
  })
}
