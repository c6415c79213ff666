// npm start and npm run dev, once the version of Node is known to be enough.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { buildApp, buildWorkers, copyAssets, generateClient } from './build.mjs'
import { openDataFolder } from './data-folder.mjs'
import { openDatabase } from './database.mjs'
import { installPackages } from './install.mjs'
import { takeLock } from './lock.mjs'
import { readOptions, USAGE } from './options.mjs'
import { checkPort } from './port.mjs'
import { endProcesses, startProcess } from './processes.mjs'
import { SetupError, step } from './progress.mjs'
import { makeSample } from './sample.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
/** What must be undone at the end, last first. */
const cleanups = []
let isLeaving = false
let isServing = false

async function leave(code) {
  if (isLeaving) return
  isLeaving = true
  await endProcesses()
  while (cleanups.length > 0) await cleanups.pop()()
  process.exit(code)
}

function readCommit() {
  const git = spawnSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], { cwd: root, encoding: 'utf8' })
  return git.status === 0 ? git.stdout.trim() : undefined
}

/** Packages, generated code and the build: one process a checkout at a time. */
async function prepareCheckout(mode, openState) {
  try {
    accessSync(root, constants.W_OK)
  } catch (cause) {
    throw new SetupError(`The checkout ${root} cannot be written. Start as its owner, or clone it again.`, { cause })
  }
  const notes = path.join(root, 'dist', 'setup')
  const release = await takeLock(notes, {}, (holder, tries) => {
    if (tries === 0) console.log(`          waiting for process ${holder.pid}, which sets up this checkout`)
  })
  cleanups.push(release)
  await step('packages', () => installPackages(root, notes))
  await step('database client', () => generateClient(root, notes))
  await step('WebAssembly files', () => copyAssets(root, notes))
  await step('worker threads', () => buildWorkers(root, notes))
  const build = mode === 'dev' ? null : step('app', () => buildApp(root, notes))
  const [database] = await Promise.all([openState(), build])
  release()
  return database
}

/** The database and the sample, in the state folder. */
async function prepareState(state, notes) {
  let database
  await step('database', async () => {
    database = await openDatabase(root, state)
    cleanups.push(database.stop)
    return database.done
  })
  await step('sample', () => makeSample(root, state, notes))
  return database
}

async function waitForAnswer(server, port) {
  const start = Date.now()
  for (;;) {
    if (server.exitCode !== null)
      throw new SetupError('The app ended before it served a page; its last words are above.')
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`, { signal: AbortSignal.timeout(10_000) })
      if (answer.ok) return
      throw new SetupError(`The app does not work: ${await answer.text()}`)
    } catch (error) {
      if (error instanceof SetupError) throw error
      if (Date.now() - start > 60_000) throw new SetupError(`The app did not answer on port ${port} within 60 s.`)
    }
    await sleep(50)
  }
}

/** Starts Next over what was prepared, and answers when it serves. */
async function serve(mode, port, state, notes, address) {
  const env = {
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    DATABASE_URL: address,
    ALIGNX_STATE_DIR: state,
    ALIGNX_PORT: String(port),
    ALIGNX_COMMIT: process.env.ALIGNX_COMMIT ?? readCommit(),
  }
  if (mode === 'dev')
    startProcess(process.execPath, ['scripts/build-workers.mjs', '--watch'], { notes, cwd: root, output: 'inherit' })
  const args = ['node_modules/next/dist/bin/next', mode, '-H', '127.0.0.1', '-p', String(port)]
  const server = startProcess(process.execPath, args, { notes, cwd: root, env, output: 'inherit' })
  await waitForAnswer(server, port)
  return server
}

async function run(mode) {
  const start = performance.now()
  const { port, data, isHelp } = readOptions(process.argv.slice(2), process.env)
  if (isHelp) {
    console.log(USAGE)
    return leave(0)
  }
  const folder = process.env.ALIGNX_DATA_DIR
  if (folder && !existsSync(folder)) {
    throw new SetupError(`ALIGNX_DATA_DIR names ${folder}, which does not exist. Correct it or unset it.`)
  }
  const state = openDataFolder(data)
  const notes = path.join(state, 'setup')
  const release = await takeLock(notes, { port }, (holder) => {
    throw new SetupError(
      `AlignX Lens runs already over ${state}: process ${holder.pid}, http://localhost:${holder.port}. Open that address, stop that process, or choose another folder and port: npm start -- --data .data-2 --port ${port + 1}`,
    )
  })
  cleanups.push(release)
  await checkPort(port)
  console.log(`AlignX Lens: state in ${state}`)
  const database = await prepareCheckout(mode, () => prepareState(state, notes))
  await checkPort(port)
  const server = await serve(mode, port, state, notes, database.address)
  isServing = true
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`\nAlignX Lens is ready after ${seconds} s: http://localhost:${port}\nCtrl-C stops it.`)
  const code = await server.ended
  if (!isLeaving) {
    console.error('The app ended by itself.')
    await leave(code === 0 ? 1 : code)
  }
}

/** Sets up and serves until Ctrl-C; `mode` is `start` or `dev`. */
export async function startApp(mode) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      console.log('\nstopping')
      leave(isServing ? 0 : 130)
    })
  }
  try {
    await run(mode)
  } catch (error) {
    if (isLeaving) return
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    await leave(1)
  }
}
