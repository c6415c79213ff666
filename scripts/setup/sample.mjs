// The synthetic sample, made once into the state folder.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { runProcess } from './processes.mjs'
import { hashFiles, hasStamp, writeStamp } from './stamp.mjs'

/** What decides on the files of a sample. */
const MAKERS = [
  'scripts/sample',
  'lib/core/columns.ts',
  'lib/core/content-hash.ts',
  'lib/core/dimensions.ts',
  'lib/core/direction.ts',
  'lib/core/histogram-bins.ts',
  'lib/core/published-correlation.json',
  'lib/core/summary-totals.ts',
]
const ROWS = ['--rows', '4000', '--shards', '2', '--seed', '1']

/** Makes the sample unless this version of the generator made the one that is there. Answers what was done. */
export async function makeSample(root, state, notes) {
  const sample = path.join(state, 'sample')
  const stamp = `${hashFiles(root, MAKERS)} ${ROWS.join(' ')}`
  if (hasStamp(path.join(sample, '.made-by'), stamp)) return 'already there'
  for (const name of readdirSync(state)) {
    if (name.startsWith('sample.')) rmSync(path.join(state, name), { recursive: true, force: true })
  }
  const fresh = path.join(state, 'sample.new')
  const args = ['--import', 'tsx', 'scripts/sample/main.ts', ...ROWS, '--out', fresh]
  await runProcess('Making the sample', process.execPath, args, { notes, cwd: root })
  writeStamp(path.join(fresh, '.made-by'), stamp)
  const old = path.join(state, 'sample.old')
  if (existsSync(sample)) renameSync(sample, old)
  renameSync(fresh, sample)
  rmSync(old, { recursive: true, force: true })
  return 'made, 4,000 synthetic rows'
}
