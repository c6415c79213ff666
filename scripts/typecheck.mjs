// npm run typecheck: the generated client, Next's route types, then the compiler over everything.
import { spawnSync } from 'node:child_process'

const COMMANDS = [
  ['node_modules/prisma/build/index.js', 'generate'],
  ['node_modules/next/dist/bin/next', 'typegen'],
  // What it keeps between runs hides errors in files that did not change themselves.
  ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false'],
]

for (const args of COMMANDS) {
  const { status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) process.exit(status ?? 1)
}
