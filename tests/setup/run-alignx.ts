import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { format } from 'node:util'
import type { Plugin } from 'esbuild'
import { vi } from 'vitest'
import { runCommand } from '@/scripts/alignx/run-command'
import { bundleWorker } from '@/scripts/prepare/bundle-worker'
import { bundleProgram } from './bundle-program'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const ALIGNX_ARGUMENTS = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts']

export interface Ended {
  readonly status: number | string | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line in a process of its own. */
export function runAlignx(...args: string[]): Promise<Ended> {
  return runNode([...ALIGNX_ARGUMENTS, ...args])
}

/** Runs a command in this process, which takes no second to start: for what a command answers. One at a time. */
export async function callAlignx(...args: string[]): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      stdout += text
      return true
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      stderr += text
      return true
    }),
    vi.spyOn(console, 'error').mockImplementation((...words) => {
      stderr += `${format(...words)}\n`
    }),
  ]
  try {
    const status = await runCommand(args)
    return { status, stdout, stderr }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** The command line, compiled. */
export interface BuiltAlignx {
  /** What Node is to be started with. */
  readonly arguments: readonly string[]
  readonly run: (...args: string[]) => Promise<Ended>
  readonly remove: () => void
}

/** The program of the threads of `prepare`, which each start would bundle anew. */
const bundledWorker: Plugin = {
  name: 'bundled worker',
  setup({ onLoad }) {
    onLoad({ filter: /\/scripts\/prepare\/bundle-worker\.ts$/ }, async () => ({
      contents: `export const bundleWorker = async () => ${JSON.stringify(await bundleWorker())}`,
    }))
  },
}

/** Compiles the command line once, for tests that start it more than once. */
export async function buildAlignx(): Promise<BuiltAlignx> {
  const { path, remove } = await bundleProgram('scripts/alignx/main.ts', [bundledWorker])
  const programArguments = ['--conditions=react-server', path]
  return { arguments: programArguments, run: (...args) => runNode([...programArguments, ...args]), remove }
}

function runNode(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ status: error ? (error.code ?? null) : 0, stdout, stderr })
    })
  })
}

/** The lines of an output, each of which must be JSON. */
export function parseLines(stdout: string): unknown[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line))
}
