import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/setup/chromium.mjs'
import { HUB_PORT, PORT, RESUME_PORT } from './tests/e2e/ports'
import { DATA_FOLDER } from './tests/e2e/prepared-data'

const chromium = findChromium()

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // One for each of two cores; more only make each other late.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A browser has to share two cores with its server: these end a test that hangs, not one that is slow.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  maxFailures: 5,
  // The longest first: at the end the other core would wait for it.
  projects: [
    { name: 'killed server', testMatch: 'killed-server.spec.ts' },
    { name: 'app', testIgnore: 'killed-server.spec.ts' },
  ],
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    // Without a GPU, pictures take more than twice the time of the tests themselves; snapshots of the page before and after
    // every step another sixth. What a failed test had on its page stands in its error context; `--trace on` keeps all.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    // Frames of skeletons that pulse are drawn by these two cores as well.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: chromium ?? undefined, args: ['--no-sandbox'] },
  },
  webServer: {
    command: `node tests/e2e/serve.mjs --port ${PORT} --data .data-e2e`,
    env: {
      E2E_PORTS: [PORT, HUB_PORT, RESUME_PORT].join(' '),
      ALIGNX_HUB_URL: `http://127.0.0.1:${HUB_PORT}`,
      ALIGNX_DATA_DIR: DATA_FOLDER,
    },
    url: `http://localhost:${PORT}/api/v1/health`,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    timeout: 180_000,
  },
})
