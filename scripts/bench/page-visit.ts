import { gzipSync } from 'node:zlib'
import type { Browser, Request } from '@playwright/test'

const SETTLED_MS = 30_000
/** The tab of the visit before gives back hundreds of megabytes, and a new one starts its process: neither is of the page. */
const REST_MS = 1500

/** A cold visit of a page. Bytes are of bodies under gzip, whether or not the server compressed them. */
export interface Visit {
  /** Scripts that the page's HTML names and the browser fetches, so no `noModule` polyfill: the first load. */
  readonly firstScriptBytes: number
  /** All scripts of the window before anybody touched it, those loaded later on included; without workers. */
  readonly allScriptBytes: number
  /** Documents, fetched data: everything but scripts, styles, fonts and images. */
  readonly dataBytes: number
  /** Addresses of everything that was fetched. */
  readonly paths: readonly string[]
  /** Milliseconds from the start of the navigation until each selector was on the page, in the order given. */
  readonly shownMs: readonly number[]
  /** Milliseconds from the start of the navigation to the first of each mark that the app left in the timeline. */
  readonly marksMs: Readonly<Record<string, number>>
  /** Whether a WebAssembly file had been asked for before the first selector was on the page. */
  readonly hadWasmBefore: boolean
}

/** Visits a page in a context of its own, with an empty cache, until all selectors are shown and the network is idle. */
export async function visitCold(browser: Browser, url: string, selectors: readonly string[]): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    const requests: Request[] = []
    page.on('request', (request) => requests.push(request))
    await page.addInitScript({ content: watchSelectors(selectors) })
    await page.waitForTimeout(REST_MS)
    const answer = await page.goto(url)
    const html = (await answer?.text()) ?? ''
    await page.waitForFunction(
      () => Reflect.get(globalThis, 'shownMs').every((ms: number | null) => ms !== null),
      null,
      { timeout: SETTLED_MS, polling: 100 },
    )
    await page.waitForLoadState('networkidle', { timeout: SETTLED_MS })
    const shownMs = await page.evaluate((): number[] => Reflect.get(globalThis, 'shownMs'))
    const isScriptHere = (request: Request) => request.resourceType() === 'script'
    const named = (request: Request) => html.includes(`"${new URL(request.url()).pathname}`)
    const scripts = requests.filter(isScriptHere)
    const data = requests.filter((request) => ['document', 'fetch', 'xhr'].includes(request.resourceType()))
    const marks = await page.evaluate(() =>
      performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime] as const),
    )
    const wasm = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap((entry) => (entry.name.endsWith('.wasm') ? [entry.startTime] : [])),
    )
    return {
      firstScriptBytes: await gzippedBytes(scripts.filter(named)),
      allScriptBytes: await gzippedBytes(scripts),
      dataBytes: await gzippedBytes(data),
      paths: requests.map((request) => new URL(request.url()).pathname),
      shownMs,
      // The first of a name is set last.
      marksMs: Object.fromEntries(marks.reverse()),
      hadWasmBefore: wasm.some((ms) => ms < (shownMs[0] ?? 0)),
    }
  } finally {
    await context.close()
  }
}

/**
 * The program that notes which selectors have something on the page, at the first frame after it came: to look at every
 * frame would make the page draw without end. It is a text because a function would come with names that the transpiler
 * puts in and the page does not know.
 */
function watchSelectors(selectors: readonly string[]): string {
  return `{
    const selectors = ${JSON.stringify(selectors)}
    globalThis.shownMs = selectors.map(() => null)
    let isLooking = false
    const look = () => {
      isLooking = false
      selectors.forEach((selector, index) => {
        if (shownMs[index] === null && document.querySelector(selector)) shownMs[index] = performance.now()
      })
      if (!shownMs.includes(null)) observer.disconnect()
    }
    const observer = new MutationObserver(() => {
      if (!isLooking) requestAnimationFrame(look)
      isLooking = true
    })
    observer.observe(document, { childList: true, subtree: true, attributes: true })
  }`
}

async function gzippedBytes(requests: readonly Request[]): Promise<number> {
  let bytes = 0
  for (const request of requests) {
    const response = await request.response()
    const body = await response?.body().catch(() => null) // A request that was cancelled or redirected has none.
    if (body) bytes += gzipSync(body).length
  }
  return bytes
}
