import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
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

/** The command line, compiled. */
export interface BuiltAlignx {
  /** What Node is to be started with. */
  readonly arguments: readonly string[]
  readonly run: (...args: string[]) => Promise<Ended>
  readonly remove: () => void
}

/** Compiles the command line once, for tests that start it dozens of times. */
export async function buildAlignx(): Promise<BuiltAlignx> {
  const { path, remove } = await bundleProgram('scripts/alignx/main.ts')
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
