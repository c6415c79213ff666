import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** A program of one file, for tests that start it many times. */
export interface BundledProgram {
  readonly path: string
  readonly remove: () => void
}

/** Bundles a program of the project, packages left out, into `dist/`: its start then compiles nothing. */
export async function bundleProgram(entry: string): Promise<BundledProgram> {
  const path = `${ROOT}/dist/programs/${process.pid}-${entry.replaceAll('/', '-')}.mjs`
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: path,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { '@': ROOT },
    logLevel: 'warning',
  })
  return { path, remove: () => rmSync(path, { force: true }) }
}
