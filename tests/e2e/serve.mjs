// The app under the browser tests and its data, once every port that they use is free.
import { execFileSync } from 'node:child_process'
import { checkPort } from '../../scripts/setup/port.mjs'
import { startApp } from '../../scripts/setup/start-app.mjs'

for (const port of (process.env.E2E_PORTS ?? '').split(' ').map(Number)) {
  await checkPort(port).catch(() => {
    console.error(`The browser tests need port ${port}, which is taken. Free it, or move them all: E2E_PORT=5100.`)
    process.exit(1)
  })
}
execFileSync(process.execPath, ['--import', 'tsx', 'tests/e2e/data-program.ts'], { stdio: 'inherit' })
await startApp('start')
