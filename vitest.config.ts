import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/setup/longest-first.mjs'

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')
const empty = `${root}/tests/setup/empty-module.ts`

export default defineConfig({
  resolve: { alias: { '@': root, 'server-only': empty, 'client-only': empty } },
  test: {
    include: [
      '*.test.ts',
      'lib/**/*.test.ts',
      'scripts/**/*.test.ts',
      'components/**/*.test.{ts,tsx}',
      'app/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    globalSetup: ['tests/setup/worker-programs.ts', 'tests/setup/database-server.ts', 'tests/setup/made-folder.ts'],
    setupFiles: ['tests/setup/page.ts'],
    pool: 'forks',
    // The files of a worker share their process: what starts once (modules, DuckDB-WASM) is not started for each.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // By itself Vitest leaves a core free, which is half of a small machine. One worker in three waits: for a process that it
    // killed, for a statement that shall run too long.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 15_000,
    hookTimeout: 60_000,
  },
})
