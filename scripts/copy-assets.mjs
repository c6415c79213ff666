// Copies the browser's WebAssembly files from the installed packages to public/, under their versions, so that the app
// is served from one origin and browsers may keep them for good. Safe to run twice; fails when a file is missing.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** What is copied: package, the version the app asks for by path, the target folder, the files, and ours beside them. */
const ASSETS = [
  {
    package: '@duckdb/duckdb-wasm',
    version: '1.32.0',
    target: 'public/duckdb',
    files: ['dist/duckdb-browser-eh.worker.js', 'dist/duckdb-eh.wasm'],
    own: ['scripts/duckdb-worker.js'],
  },
  { package: 'parquet-wasm', version: '0.8.0', target: 'public/parquet', files: ['esm/parquet_wasm_bg.wasm'] },
]

for (const asset of ASSETS) {
  const source = join(root, 'node_modules', asset.package)
  const installed = existsSync(source) ? JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).version : null
  if (installed !== asset.version)
    fail(`${asset.package} ${asset.version} is needed and ${installed ?? 'nothing'} is installed. Run npm install.`)
  const folder = join(root, asset.target, asset.version)
  mkdirSync(folder, { recursive: true })
  for (const other of readdirSync(join(root, asset.target)))
    if (other !== asset.version) rmSync(join(root, asset.target, other), { recursive: true })
  for (const file of asset.files) copyAsset(join(source, file), join(folder, basename(file)))
  for (const file of asset.own ?? []) copyAsset(join(root, file), join(folder, basename(file)))
}

function copyAsset(from, to) {
  if (!existsSync(from)) fail(`${from} is missing. Delete node_modules and run npm install.`)
  if (existsSync(to) && statSync(to).size === statSync(from).size) return
  copyFileSync(from, to)
  if (statSync(to).size === 0) fail(`${to} is empty after the copy.`)
}

function fail(message) {
  console.error(`copy-assets: ${message}`)
  process.exit(1)
}
