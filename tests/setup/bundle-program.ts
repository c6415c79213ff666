import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** A program without anything left to compile, in a folder of its own. */
export interface BundledProgram {
  readonly path: string
  readonly remove: () => void
}

/** Native libraries, and packages that look for files of their own beside them. */
const LEFT_OUT = ['@duckdb/node-bindings', 'esbuild', 'parquet-wasm', 'pg-native']

/**
 * Bundles a program of the project and its packages: tests that start one often spend their time compiling and looking
 * for files otherwise.
 */
export async function bundleProgram(entry: string, plugins: Plugin[] = []): Promise<BundledProgram> {
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
    external: LEFT_OUT,
    conditions: ['react-server'],
    // CommonJS packages ask for Node's modules by `require`.
    banner: { js: "import * as bundle from 'node:module'; const require = bundle.createRequire(import.meta.url);" },
    plugins,
    logLevel: 'warning',
  })
  return { path: join(folder, `${name}.mjs`), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
