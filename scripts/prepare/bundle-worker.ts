import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

let made: Promise<string> | null = null

/**
 * The program of a shard's thread as one script, made once: a thread that compiles all its modules for itself takes a second of its
 * core to start. DuckDB stays outside, since a bundle cannot hold its native library.
 */
export function bundleWorker(): Promise<string> {
  made ??= makeBundle()
  return made
}

async function makeBundle(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/prepare/shard-worker.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['react-server'],
    alias: { '@': ROOT },
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    logLevel: 'silent',
    plugins: [
      {
        name: 'native libraries by their place',
        setup({ onResolve }) {
          onResolve({ filter: /^@duckdb\// }, ({ path }) => ({ path: require.resolve(path), external: true }))
        },
      },
    ],
  })
  const [file] = outputFiles
  if (!file) throw new Error('esbuild made no worker of scripts/prepare/shard-worker.ts')
  return file.text
}
