// Bundles the programs that run in threads of their own into dist/: the server's own bundle cannot start them.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

const result = await build({
  absWorkingDir: root,
  entryPoints: { 'built-in-worker': 'lib/inference/built-in/worker.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  alias: { '@': root.replace(/\/$/, '') },
  metafile: true,
  logLevel: 'warning',
})

for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) console.log(`${file} ${bytes} bytes`)
