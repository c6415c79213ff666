// npm run screenshots: docs/images/*.png from an app and a state folder of their own.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../setup/chromium.mjs'

const PORT = 4177
const ADDRESS = `http://localhost:${PORT}`
const IMAGES = 'docs/images'
const SETTLE_MS = 700
/** A map is drawn over several frames. */
const MAP_MS = 3000

const executablePath = findChromium()
if (!executablePath) throw new Error('There is no Chromium. Install one, or name it in CHROMIUM.')
const state = mkdtempSync(path.join(tmpdir(), 'lens-'))
const app = spawn(process.execPath, ['scripts/start.mjs', '--port', String(PORT), '--data', state], {
  stdio: 'inherit',
})
const ended = new Promise((resolve) => app.once('exit', resolve))
try {
  await waitForApp()
  mkdirSync(IMAGES, { recursive: true })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
  await takePictures(browser)
  await browser.close()
} finally {
  app.kill('SIGINT')
  await ended
  rmSync(state, { recursive: true, force: true })
}

async function waitForApp(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (app.exitCode !== null) throw new Error('The app did not start: see above.')
    const answer = await fetch(`${ADDRESS}/api/v1/health`).catch(() => null)
    if (answer?.ok) return
    await sleep(500)
  }
  throw new Error('The app did not answer within five minutes.')
}

async function takePictures(browser: Browser): Promise<void> {
  const light = await openPage(browser, 1440, 'light')
  await openSample(light)
  await light.getByRole('button', { name: /^Openness: High/ }).click()
  await light.getByRole('button', { name: /^Humor: Dislikes/ }).click({ modifiers: ['Shift'] })
  await save(light, 'explore')
  await light.locator('[role=row][aria-rowindex="3"]').click()
  await light.getByRole('heading', { name: 'Responses' }).waitFor()
  await save(light, 'row')
  const dark = await openPage(browser, 1440, 'dark')
  await openSample(dark)
  await save(dark, 'explore-dark')
  const phone = await openPage(browser, 390, 'light')
  await openSample(phone)
  await save(phone, 'phone')
  await light.goto(`${ADDRESS}/vectors?tab=relations`)
  await light.getByRole('heading', { name: 'Correlation of dimensions' }).waitFor()
  await save(light, 'relations')
  await light.goto(`${ADDRESS}/vectors?tab=map&color=filter&f=1:openness.positive`)
  await light.getByRole('heading', { name: 'Map of directions' }).waitFor()
  await sleep(MAP_MS)
  await save(light, 'map')
  await light.goto(`${ADDRESS}/profiles`)
  await light.getByRole('list', { name: 'Against the crowd' }).getByRole('link').first().click()
  await light.getByRole('region', { name: 'Dimensions by lane' }).waitFor()
  await save(light, 'profile')
  await makeQueue(light)
  await light.getByRole('heading', { name: 'Post', exact: true }).waitFor()
  await light.getByRole('button', { name: 'Read them' }).click()
  await light.keyboard.press('Escape')
  await save(light, 'annotating')
  await light.goto(`${ADDRESS}/evaluate/new?source=sample`)
  const prepare = light.getByRole('button', { name: 'Prepare and look at the prompts', disabled: false })
  await prepare.waitFor()
  await light.getByLabel('Sample size').fill('400')
  await prepare.click()
  await light.getByText(/prompt tokens/).waitFor()
  await save(light, 'prompts')
  await light.getByRole('button', { name: 'Score 400 rows' }).click()
  await light.getByRole('button', { name: 'Share' }).waitFor({ timeout: 120_000 })
  await save(light, 'results')
}

/** From rows of Explore to the desk of a project that asks about them. */
async function makeQueue(page: Page): Promise<void> {
  await page.goto(`${ADDRESS}/explore?f=1:openness.positive`)
  await page.getByRole('link', { name: 'Annotate these rows' }).click()
  await page.getByRole('link', { name: 'New project' }).click()
  await page.getByText('Which response would this person prefer?').first().click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Whose choice?')
  await page.getByRole('button', { name: 'Make the project' }).click()
  await page.getByLabel('Sample size').fill('20')
  await page.getByRole('button', { name: 'Make the queue' }).click()
  await page.getByText(/items are handed out from now on/).waitFor()
  await page.goto(page.url().replace(/\?.*$/, '/work'))
}

async function openPage(browser: Browser, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: width < 720 ? 844 : 900 }, colorScheme })
  page.setDefaultTimeout(60_000)
  return page
}

async function openSample(page: Page): Promise<void> {
  await page.goto(`${ADDRESS}/explore`)
  await page.getByText(/^4,000 of 4,000 rows$/).waitFor()
}

async function save(page: Page, name: string): Promise<void> {
  // Bars move for a tenth of a second, histograms are read one after another.
  await sleep(SETTLE_MS)
  await page.screenshot({ path: `${IMAGES}/${name}.png` })
  console.log(`${IMAGES}/${name}.png`)
}
