import { fileURLToPath } from 'node:url'
import { buildWorkers, copyAssets } from '../../scripts/setup/build.mjs'

/** Bundles the programs that tests start and copies the WebAssembly that they run, unless they are up to date. */
export default async function setup(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
  await buildWorkers(root, `${root}/dist/setup`)
  await copyAssets(root, `${root}/dist/setup`)
}
