import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from 'esbuild'
import { z } from 'zod'
import { type Sizes, type Timing, timingSchema } from './index-report'

const ROOT = join(import.meta.dirname, '../..')
const ORIGIN = 'http://bench.localhost'

/** Measures the questions in a worker of a page of Chromium. */
export async function measureInBrowser(sizes: Sizes, executablePath: string): Promise<Timing[]> {
  const script = await bundleWorker()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await page.route(`${ORIGIN}/**`, (route) =>
      route.fulfill(
        route.request().url().endsWith('.js')
          ? { contentType: 'text/javascript', body: script }
          : { contentType: 'text/html', body: '<!doctype html>' },
      ),
    )
    await page.goto(`${ORIGIN}/`)
    const answer = await page.evaluate(
      (asked) =>
        new Promise((resolve, reject) => {
          const worker = new Worker('/worker.js', { type: 'module' })
          worker.onmessage = ({ data }) => resolve(data)
          worker.onerror = ({ message }) => reject(new Error(message))
          worker.postMessage(asked)
        }),
      sizes,
    )
    return z.array(timingSchema).parse(answer)
  } finally {
    await browser.close()
  }
}

async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/bench/index-worker.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    conditions: ['browser'],
    alias: { '@': ROOT },
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}
