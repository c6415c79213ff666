import { type Browser, chromium } from '@playwright/test'
import { type BuiltApp, startBuiltApp } from './built-app'
import type { Measurement } from './measurement'

type Measure = (app: BuiltApp) => Promise<readonly Measurement[]>

/** Starts the app over the data in `dataFolder`, prints what is measured of it as JSON, and stops it. */
export async function measureApp(port: string | number, measure: Measure, dataFolder?: string): Promise<void> {
  const app = await startBuiltApp(Number(port), dataFolder)
  try {
    process.stdout.write(`${JSON.stringify(await measure(app))}\n`)
  } finally {
    await app.stop()
  }
}

/** A browser for as long as `work` takes. */
export async function inBrowser<Answer>(
  executablePath: string,
  work: (browser: Browser) => Promise<Answer>,
): Promise<Answer> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'],
  })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}
