// npm run typecheck: the generated client, Next's route types, then the compiler over everything.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { generateClient } from './setup/build.mjs'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const COMMANDS = [
  ['node_modules/next/dist/bin/next', 'typegen'],
  // What it keeps between runs hides errors in files that did not change themselves.
  ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false'],
]

await generateClient(root, `${root}/dist/setup`)
for (const args of COMMANDS) {
  const { status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) process.exit(status ?? 1)
}
