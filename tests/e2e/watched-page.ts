import { type BrowserContext, test as base } from '@playwright/test'
import { expect } from './patient-expect'

interface Watch {
  /** Console errors of this test that are part of what it shows, such as a refused request. */
  readonly tolerated: RegExp | null
}

/** Playwright's `test`, failing on any console error, uncaught exception, dialog or request to another host. */
export const test = base.extend<Watch>({
  tolerated: [null, { option: true }],
  context: async ({ context, baseURL, tolerated }, use) => {
    const faults = watchContext(context, new URL(baseURL ?? '').origin)
    await use(context)
    expect(faults.filter((fault) => tolerated === null || !tolerated.test(fault))).toEqual([])
  },
})

/** Collects what must not happen in any page of the context. `origin` is the only one that pages may talk to. */
export function watchContext(context: BrowserContext, origin: string): string[] {
  const faults: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`)
  })
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().message}`))
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) faults.push(`foreign request: ${url}`)
  })
  return faults
}

export { expect }
