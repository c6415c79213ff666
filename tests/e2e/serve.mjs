// The app under the browser tests, once every port that they use is free. Its data is made while the app starts.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkPort } from '../../scripts/setup/port.mjs'
import { startApp } from '../../scripts/setup/start-app.mjs'

for (const port of (process.env.E2E_PORTS ?? '').split(' ').map(Number)) {
  await checkPort(port).catch(() => {
    console.error(`The browser tests need port ${port}, which is taken. Free it, or move them all: E2E_PORT=5100.`)
    process.exit(1)
  })
}
// The folder that the app is told to serve: `DATA_FOLDER` of `prepared-data.ts`.
const folder = fileURLToPath(new URL('../../.data-e2e-files', import.meta.url))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
const data = spawn(process.execPath, ['--import', 'tsx', 'tests/e2e/data-program.ts'], { stdio: 'inherit' })
// Without its data the app is of no use: it ends as it would by Ctrl-C, its database too.
data.once('exit', (code) => code && process.kill(process.pid, 'SIGTERM'))
await startApp('start')
