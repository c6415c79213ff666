import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '../..')
/** A build takes a minute or two on two cores. */
const START_MS = 240_000
const STOP_MS = 15_000

/** The app as `npm start` serves it. */
export interface BuiltApp {
  readonly address: string
  /** How long it took from the start, the build included when there was none. */
  readonly seconds: number
  readonly stop: () => Promise<void>
}

/**
 * Builds the app unless that is done and serves it on 127.0.0.1 over a state folder of the benchmark's own, with the
 * data in `dataFolder` beside the sample when it is given.
 */
export async function startBuiltApp(port: number, dataFolder?: string): Promise<BuiltApp> {
  const state = join(tmpdir(), 'alignx-bench', 'state')
  mkdirSync(state, { recursive: true })
  const start = performance.now()
  const { ALIGNX_DATA_DIR: _, DATABASE_URL: __, ...env } = process.env
  const args = ['scripts/start.mjs', '--port', String(port), '--data', state]
  const data = dataFolder === undefined ? {} : { ALIGNX_DATA_DIR: dataFolder }
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, ...data },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const output of [child.stdout, child.stderr])
    output.on('data', (data: Buffer) => {
      said += data.toString()
    })
  const stop = () => stopProcess(child)
  while (!said.includes('is ready after')) {
    if (child.exitCode !== null || performance.now() - start > START_MS) {
      await stop()
      throw new Error(`The app did not start: ${said}`)
    }
    await sleep(100)
  }
  return { address: `http://localhost:${port}`, seconds: (performance.now() - start) / 1000, stop }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(late)
}
