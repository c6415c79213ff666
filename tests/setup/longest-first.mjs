import { readFileSync } from 'node:fs'
import { BaseSequencer } from 'vitest/node'

/** The files that take longest, so that none of them is left to one core at the end. */
const LONGEST = [
  'tests/answers/hostile-sql.test.ts',
  'tests/worker/fault.test.ts',
  'scripts/prepare/prepare-killed.test.ts',
  'tests/annotation/kill.test.ts',
  'tests/peer/llama-server.test.ts',
  'lib/inference/built-in/student-phd.test.ts',
  'tests/answers/answers.test.ts',
  'lib/dataset/queries/queries.test.ts',
  'lib/inference/built-in/built-in-scorer.test.ts',
  'lib/dataset/readers/read-parquet.test.ts',
  'scripts/alignx/main.test.ts',
  'scripts/prepare/prepare-remote.test.ts',
  'lib/core/direction-index-questions.test.ts',
  'scripts/prepare/prepare-shard.test.ts',
]

/** Starts the longest files first, and those with a page last: a process goes on only with files of the same environment. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const ranked = (await super.sort(files)).map((file) => ({ file, rank: rankOf(file.moduleId) }))
    return ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file)
  }
}

function rankOf(path) {
  if (readFileSync(path, 'utf8').includes('@vitest-environment happy-dom')) return LONGEST.length + 1
  const place = LONGEST.findIndex((name) => path.endsWith(`/${name}`))
  return place < 0 ? LONGEST.length : place
}
