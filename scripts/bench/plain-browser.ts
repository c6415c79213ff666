import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { z } from 'zod'

const START_MS = 30_000
const ASK_MS = 120_000

/**
 * A headless browser with one tab, in a profile on disk as people have one, that nobody looks into while it works: as long
 * as a debugger is attached, the page keeps what its requests brought, up to 100 MB.
 */
export interface PlainBrowser {
  readonly pid: number
  /** The title of the tab, read without attaching to it. */
  readonly readTitle: () => Promise<string>
  /** Attaches to the tab for as long as `work` takes. */
  readonly visit: <Answer>(work: (page: Page) => Promise<Answer>) => Promise<Answer>
  readonly stop: () => Promise<void>
}

const tabsSchema = z.array(z.object({ type: z.string(), url: z.string(), title: z.string() }))

/** Opens `address`. Throws when the browser does not start within half a minute. */
export async function openPlainBrowser(executablePath: string, address: string): Promise<PlainBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'alignx-profile-'))
  const flags = ['--headless', '--no-sandbox', '--no-first-run', '--disable-background-networking']
  const places = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', '--window-size=1440,900']
  const child = spawn(executablePath, [...flags, '--disable-dev-shm-usage', ...places, address], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill()
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  const portFile = join(profile, 'DevToolsActivePort')
  for (const start = performance.now(); !existsSync(portFile); await sleep(50)) {
    if (child.exitCode === null && performance.now() - start < START_MS) continue
    await stop()
    throw new Error(`${executablePath} does not start.`)
  }
  const endpoint = `http://127.0.0.1:${readFileSync(portFile, 'utf8').split('\n')[0]}`
  return {
    pid: child.pid ?? 0,
    async readTitle() {
      const tabs = tabsSchema.parse(await (await fetch(`${endpoint}/json/list`)).json())
      return tabs.find(({ type }) => type === 'page')?.title ?? ''
    },
    async visit(work) {
      const attached = await chromium.connectOverCDP(endpoint)
      try {
        const page = attached.contexts()[0]?.pages()[0]
        if (!page) throw new Error('The browser has no tab.')
        page.setDefaultTimeout(ASK_MS)
        return await work(page)
      } finally {
        await attached.close()
      }
    },
    stop,
  }
}
