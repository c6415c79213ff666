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

/** Each check: what it is called and the script under node_modules or scripts that does it. */
const CHECKS = [
  ['format', ['node_modules/@biomejs/biome/bin/biome', 'format', '.']],
  ['lint', ['node_modules/@biomejs/biome/bin/biome', 'lint', '--error-on-warnings', '.']],
  ['unused code', ['node_modules/knip/bin/knip.js']],
  ['types', ['scripts/typecheck.mjs']],
  ['migrations', ['scripts/database/new-migration.mjs', '--check']],
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

/** Runs one check to its end with its output on the terminal; answers how it went. */
async function runCheck([name, args]) {
  console.log(`\n== ${name}`)
  const start = performance.now()
  const child = startProcess(process.execPath, args, {
    notes,
    cwd: root,
    output: 'inherit',
    env: { NODE_ENV: undefined },
  })
  const code = await child.ended
  return { name, isGood: code === 0, ms: performance.now() - start }
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
  const results = []
  for (const check of CHECKS) results.push(await runCheck(check))
  sayResults(results)
  process.exit(results.every((result) => result.isGood) ? 0 : 1)
}
