// npm test: sets itself up, then runs every check, goes on after one that fails, and ends with the sum.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installChromium } from './chromium.mjs'
import { installPackages } from './install.mjs'
import { takeLock } from './lock.mjs'
import { endProcesses, startProcess } from './processes.mjs'
import { formatSeconds, SetupError, step } from './progress.mjs'
import { countTests } from './test-counts.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const setupNotes = path.join(root, 'dist', 'setup')
const notes = path.join(root, 'dist', 'checks')

/** Each check: what it is called and the script under node_modules or scripts that does it. Two of these run at a time. */
const STATIC_CHECKS = [
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['unused code', ['node_modules/knip/bin/knip.js']],
  ['types', ['scripts/typecheck.mjs']],
  ['migrations', ['scripts/database/new-migration.mjs', '--check']],
]

/** What has the machine to itself. */
const CHECKS = [
  ['build', ['scripts/build.mjs']],
  [
    'unit, SQL, store and API tests',
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/unit.json',
    ],
  ],
  ['browser tests', ['node_modules/@playwright/test/cli.js', 'test']],
]

async function setUp() {
  await takeLock(notes, {}, (holder) => {
    throw new SetupError(`The checks of this checkout run already: process ${holder.pid}. Wait for it, or stop it.`)
  })
  const release = await takeLock(setupNotes, {}, (holder, tries) => {
    if (tries === 0) console.log(`          waiting for process ${holder.pid}, which sets up this checkout`)
  })
  await step('packages', () => installPackages(root, setupNotes)).finally(release)
  await step('Chromium', async () => installChromium())
}

/** Runs one check to its end with its output on the terminal, or at its end (`keep`); answers how it went. */
async function runCheck([name, args], output) {
  if (output === 'inherit') console.log(`\n== ${name}`)
  const start = performance.now()
  const child = startProcess(process.execPath, args, { notes, cwd: root, output, env: { NODE_ENV: undefined } })
  const code = await child.ended
  if (output === 'keep') console.log(`\n== ${name}\n${child.said.trimEnd()}`)
  return { name, isGood: code === 0, ms: performance.now() - start }
}

async function runStaticChecks() {
  const results = []
  const left = STATIC_CHECKS.entries()
  async function work() {
    for (const [place, check] of left) results[place] = await runCheck(check, 'keep')
  }
  await Promise.all([work(), work()])
  return results
}

function sayResults(results) {
  console.log('\n== checks')
  for (const { name, isGood, ms } of results) {
    console.log(`${formatSeconds(ms).padStart(8)}  ${isGood ? 'passed' : 'FAILED'}  ${name}`)
  }
  const { passed, failed, skipped } = countTests()
  console.log(`\ntests: ${passed} passed, ${failed} failed, ${skipped} skipped`)
}

/** Runs everything and ends the process: 0 when every check passed. */
export async function runChecks() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      await endProcesses()
      process.exit(130)
    })
  }
  try {
    await setUp()
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error)
    process.exit(1)
  }
  rmSync(path.join(root, 'test-results'), { recursive: true, force: true })
  mkdirSync(path.join(root, 'test-results'))
  const results = await runStaticChecks()
  for (const check of CHECKS) results.push(await runCheck(check, 'inherit'))
  sayResults(results)
  process.exit(results.every((result) => result.isGood) ? 0 : 1)
}
