import { fileURLToPath } from 'node:url'
import { buildWorkers } from '../../scripts/setup/build.mjs'

/** Bundles the programs that tests start, unless they are up to date. */
export default async function setup(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
  await buildWorkers(root, `${root}/dist/setup`)
}
