import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/setup/chromium.mjs'

const PORT = 4100
/** Where `sources.spec.ts` puts a hub of its own. */
const HUB_PORT = 4110
const realData = fileURLToPath(new URL('../shared/alignx/benchmark', import.meta.url))
const chromium = findChromium()

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    trace: 'retain-on-failure',
    launchOptions: { executablePath: chromium ?? undefined, args: ['--no-sandbox'] },
  },
  webServer: {
    command: `node scripts/start.mjs --port ${PORT} --data .data-e2e`,
    env: {
      ALIGNX_HUB_URL: `http://127.0.0.1:${HUB_PORT}`,
      ...(existsSync(realData) ? { ALIGNX_DATA_DIR: realData } : {}),
    },
    url: `http://localhost:${PORT}/api/v1/health`,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    timeout: 180_000,
  },
})
