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
  // What stays outside is native, or WebAssembly beside its package; to find all others file by file takes half of a start.
  build({
    ...options,
    entryPoints: ['scripts/answers/main.ts'],
    outdir: 'dist/answers',
    splitting: true,
    external: ['@duckdb/node-bindings', 'parquet-wasm'],
    // CommonJS packages ask for Node's modules by `require`.
    banner: { js: "import * as bundle from 'node:module'; const require = bundle.createRequire(import.meta.url);" },
  }),
])

for (const { metafile } of results)
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) console.log(`${file} ${bytes} bytes`)
