// Bundles the programs that run in threads and processes of their own into dist/, which the server's own bundle cannot
// start, and into public/workers/ what a page starts beside its own scripts. With --watch, for development, it
// bundles the latter again whenever their sources change, until it is ended.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, context } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  alias: { '@': root.replace(/\/$/, '') },
  metafile: true,
  logLevel: 'warning',
}
const options = { ...shared, outExtension: { '.js': '.mjs' }, platform: 'node', target: 'node20' }
/** Needed where a page has no `crypto.subtle` alone: a file of its own, so that the worker is one file for all others. */
const hashAside = {
  name: 'hash-aside',
  setup: (build) => build.onResolve({ filter: /^hash-wasm$/ }, () => ({ path: './hash-wasm.js', external: true })),
}
const browser = {
  ...shared,
  outdir: 'public/workers',
  minify: true,
  platform: 'browser',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
}

/** What pages start. */
const pagePrograms = [
  {
    ...browser,
    entryPoints: { 'direction-index': 'lib/dataset/direction-index.worker.ts' },
    plugins: [hashAside],
  },
  { ...browser, entryPoints: { 'hash-wasm': 'hash-wasm' } },
  { ...browser, entryPoints: { 'begin-index': 'scripts/page/begin-index.ts' }, format: 'iife' },
]

if (process.argv.includes('--watch')) {
  // What lies there from now on is not what the stamp says: a start bundles it anew.
  rmSync(new URL('../dist/stamps/workers', import.meta.url), { force: true })
  for (const program of pagePrograms) await (await context(program)).watch()
  await new Promise(() => undefined)
}

// Its parts are named by their content: none of an older one may stay.
for (const folder of ['../dist/answers', '../public/workers'])
  rmSync(new URL(folder, import.meta.url), { recursive: true, force: true })
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
  ...pagePrograms.map((program) => build(program)),
])

for (const { metafile } of results)
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) console.log(`${file} ${bytes} bytes`)
