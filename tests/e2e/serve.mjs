// The app under the browser tests, once every port that they use is free. Its data is made while the app starts.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { checkPort } from '../../scripts/setup/port.mjs'
import { startApp } from '../../scripts/setup/start-app.mjs'

for (const port of (process.env.E2E_PORTS ?? '').split(' ').map(Number)) {
  await checkPort(port).catch(() => {
    console.error(`The browser tests need port ${port}, which is taken. Free it, or move them all: E2E_PORT=5100.`)
    process.exit(1)
  })
}
const folder = process.env.ALIGNX_DATA_DIR
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const data = spawn(process.execPath, ['--import', 'tsx', 'tests/e2e/data-program.ts'], { stdio: 'inherit' })
data.once('exit', (code) => code !== 0 && process.exit(1))
await startApp('start')
