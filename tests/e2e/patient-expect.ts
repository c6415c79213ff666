import { expect as base, type Locator } from '@playwright/test'

interface Options {
  readonly timeout?: number
}

/**
 * Playwright's `expect`. That one draws up the accessibility tree of the whole page, for its message, at every look at an
 * element that is not there yet: a seventh of what these tests make a page do. Here the element is waited for first.
 */
export const expect = base.extend({
  async toBeVisible(locator: Locator, options: Options = {}) {
    const { isNot, timeout } = this
    if (isNot) return judge(isNot, () => base(locator).not.toBeVisible(options))
    const longest = options.timeout ?? timeout
    if (await waitFor(locator, 'visible', longest)) return judge(isNot, () => base(locator).toBeVisible(options))
    return judge(isNot, () => base(locator, `After ${longest} ms`).toBeVisible({ timeout: 1 }))
  },
  async toHaveText(locator: Locator, text: string | RegExp | readonly (string | RegExp)[], options: Options = {}) {
    const { isNot, timeout } = this
    if (isNot) return judge(isNot, () => base(locator).not.toHaveText(text, options))
    if (!Array.isArray(text)) await waitFor(locator, 'attached', options.timeout ?? timeout)
    return judge(isNot, () => base(locator).toHaveText(text, options))
  },
  async toContainText(locator: Locator, text: string | RegExp | readonly (string | RegExp)[], options: Options = {}) {
    const { isNot, timeout } = this
    if (isNot) return judge(isNot, () => base(locator).not.toContainText(text, options))
    if (!Array.isArray(text)) await waitFor(locator, 'attached', options.timeout ?? timeout)
    return judge(isNot, () => base(locator).toContainText(text, options))
  },
})

/** Whether the locator's element came in time. What is wrong otherwise is for the assertion to say. */
async function waitFor(locator: Locator, state: 'visible' | 'attached', timeout: number): Promise<boolean> {
  return locator.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  )
}

/** What an assertion of Playwright's found, as a matcher tells it. */
async function judge(isNot: boolean, assertion: () => Promise<void>) {
  try {
    await assertion()
    return { pass: !isNot, message: () => '' }
  } catch (error) {
    const found = error instanceof Error && 'matcherResult' in error ? error.matcherResult : null
    const message = () => (error instanceof Error ? error.message : String(error))
    return { ...(typeof found === 'object' && found), pass: isNot, message }
  }
}
