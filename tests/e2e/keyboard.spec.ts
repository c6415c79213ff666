import type { Locator, Page } from '@playwright/test'
import { countLine, pillsOf } from './explore-page'
import { test } from './opened-tab'
import { expect } from './watched-page'

const MOST_STEPS = 80

test('the way from the rows to a shared result needs no pointer', async ({ explore: page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('cinema')
  await page.keyboard.press('Enter')
  await expect(pillsOf(page)).toHaveCount(1)
  await expect(countLine(page)).not.toHaveText(/^(4,000|–)/)
  const poles = page.getByRole('group', { name: 'Poles' }).getByRole('button')
  // The group is one stop, which stays at the pole that was used last.
  await tabTo(page, poles.and(page.locator('[tabindex="0"]')))
  await page.keyboard.press('Home')
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^Age:/)
  await page.keyboard.press('+')
  await expect(pillsOf(page)).toHaveText([/cinema/, 'Age: young'])
  await page.keyboard.press('0')
  await expect(pillsOf(page)).toHaveCount(1)
  await tabTo(page, page.getByRole('link', { name: /^Score [\d,]+ rows$/ }), 'Shift+Tab')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('button', { name: 'Prepare and look at the prompts' })).toBeEnabled()
  await tabTo(page, page.getByLabel('Sample size'))
  await page.keyboard.type('12')
  await tabTo(page, page.getByRole('radio', { name: /^PAIR/ }))
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('radio', { name: /^UGC/ })).toBeChecked()
  await tabTo(page, page.getByRole('button', { name: 'Prepare and look at the prompts' }))
  await page.keyboard.press('Enter')
  const score = page.getByRole('button', { name: 'Score 12 rows' })
  await expect(score).toBeEnabled()
  await tabTo(page, score)
  await page.keyboard.press('Enter')
  const share = page.getByRole('button', { name: 'Share' })
  await expect(share).toBeVisible()
  await tabTo(page, share)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Freeze and make a link' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: /\/d\/[\w-]{43}$/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(share).toBeFocused()
})

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${control} is not reached by ${MOST_STEPS} times ${key}`)
}
