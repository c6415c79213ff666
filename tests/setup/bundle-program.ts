import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** A program without anything left to compile, in a folder of its own. */
export interface BundledProgram {
  readonly path: string
  readonly remove: () => void
}

/**
 * Bundles a program of the project, its packages left out unless `options` say otherwise: tests that start one often
 * spend their time compiling otherwise.
 */
export async function bundleProgram(
  entry: string,
  options: BuildOptions = { packages: 'external' },
): Promise<BundledProgram> {
  const name = basename(entry, '.ts')
  // As deep below the root as scripts/alignx, since programs find package.json and others by their own place.
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, `dist/${name}-`))
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { '@': ROOT },
    logLevel: 'warning',
    ...options,
  })
  return { path: join(folder, `${name}.mjs`), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
