// Copies the browser's WebAssembly files from the installed packages to public/, under their versions, so that the app
// is served from one origin and browsers may keep them for good. Safe to run twice; fails when a file is missing.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trimExports } from './trim-exports.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * What is copied: package, the version the app asks for by path, the target folder, the files, and ours beside them.
 * Of a module under `trimmed` only the exports are kept that the script beside it names; the version then says so.
 */
const ASSETS = [
  {
    package: '@duckdb/duckdb-wasm',
    version: '1.32.0',
    // Raise its last number with every change of what is trimmed: browsers keep the files for good.
    target: 'public/duckdb/1.32.0-trimmed-1',
    files: ['dist/duckdb-browser-eh.worker.js'],
    // 75,011 exports for extensions, which are never loaded: a second of each start, and 7 MB.
    trimmed: [{ module: 'dist/duckdb-eh.wasm', program: 'dist/duckdb-browser-eh.worker.js' }],
    own: ['scripts/duckdb-worker.js'],
  },
  {
    package: 'parquet-wasm',
    version: '0.8.0',
    target: 'public/parquet/0.8.0',
    files: ['esm/parquet_wasm_bg.wasm'],
    trimmed: [],
    own: [],
  },
]

for (const asset of ASSETS) {
  const source = join(root, 'node_modules', asset.package)
  const installed = existsSync(source) ? JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).version : null
  if (installed !== asset.version)
    fail(`${asset.package} ${asset.version} is needed and ${installed ?? 'nothing'} is installed. Run npm install.`)
  const folder = join(root, asset.target)
  mkdirSync(folder, { recursive: true })
  for (const other of readdirSync(dirname(folder)))
    if (other !== basename(folder)) rmSync(join(dirname(folder), other), { recursive: true })
  for (const file of asset.files) copyAsset(join(source, file), join(folder, basename(file)))
  for (const { module, program } of asset.trimmed)
    trimAsset(join(source, module), join(source, program), join(folder, basename(module)))
  for (const file of asset.own) copyAsset(join(root, file), join(folder, basename(file)))
}

function copyAsset(from, to) {
  if (!existsSync(from)) fail(`${from} is missing. Delete node_modules and run npm install.`)
  if (existsSync(to) && statSync(to).size === statSync(from).size) return
  copyFileSync(from, to)
  if (statSync(to).size === 0) fail(`${to} is empty after the copy.`)
}

function trimAsset(from, program, to) {
  if (!existsSync(from)) fail(`${from} is missing. Delete node_modules and run npm install.`)
  if (existsSync(to)) return
  const { bytes } = trimExports(readFileSync(from), readFileSync(program, 'utf8'))
  if (!WebAssembly.validate(bytes)) fail(`${from} cannot be trimmed. Delete node_modules and run npm install.`)
  // A kill in the middle leaves no file of this name.
  writeFileSync(`${to}.part`, bytes)
  renameSync(`${to}.part`, to)
}

function fail(message) {
  console.error(`copy-assets: ${message}`)
  process.exit(1)
}
