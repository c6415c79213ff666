// npm run build: everything that is made from the sources, unless it is up to date.
import { fileURLToPath } from 'node:url'
import { buildApp, buildWorkers, copyAssets, generateClient } from './setup/build.mjs'
import { takeLock } from './setup/lock.mjs'
import { endProcesses } from './setup/processes.mjs'
import { step } from './setup/progress.mjs'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const notes = `${root}/dist/setup`
const release = await takeLock(notes, {}, (holder, tries) => {
  if (tries === 0) console.log(`          waiting for process ${holder.pid}, which sets up this checkout`)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    await endProcesses()
    release()
    process.exit(130)
  })
}
try {
  await step('database client', () => generateClient(root, notes))
  await step('WebAssembly files', () => copyAssets(root, notes))
  await step('worker threads', () => buildWorkers(root, notes))
  await step('app', () => buildApp(root, notes))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  release()
}
