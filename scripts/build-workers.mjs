// Bundles the programs that run in threads and processes of their own into dist/: the server's own bundle cannot start them.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const options = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  alias: { '@': root.replace(/\/$/, '') },
  metafile: true,
  logLevel: 'warning',
}

// Its parts are named by their content: none of an older one may stay.
rmSync(new URL('../dist/answers', import.meta.url), { recursive: true, force: true })
const results = await Promise.all([
  build({ ...options, entryPoints: { 'built-in-worker': 'lib/inference/built-in/worker.ts' }, outdir: 'dist' }),
  // DuckDB stays outside, since a bundle cannot hold its native library.
  build({
    ...options,
    entryPoints: ['scripts/answers/main.ts'],
    outdir: 'dist/answers',
    splitting: true,
    packages: 'external',
  }),
])

for (const { metafile } of results)
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) console.log(`${file} ${bytes} bytes`)
