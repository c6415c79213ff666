import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

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

/** Compiles the command line once: tests that start it dozens of times spend most of their time compiling otherwise. */
export async function buildAlignx(): Promise<BuiltAlignx> {
  // As deep below the root as scripts/alignx, since the program finds package.json and others by its own place.
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, 'dist/alignx-'))
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/alignx/main.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': ROOT.replace(/\/$/, '') },
    logLevel: 'warning',
  })
  const programArguments = ['--conditions=react-server', join(folder, 'main.mjs')]
  return {
    arguments: programArguments,
    run: (...args) => runNode([...programArguments, ...args]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
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
