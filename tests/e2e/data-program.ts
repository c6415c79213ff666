// Fills the folder that the app under test serves: the published benchmark file where it is at hand, and a prepared dataset.
// Each appears there when it is whole: the app may run already.
import { execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasStudentFile, STUDENT_FILE } from './local-data'
import { DATA_FOLDER, makePreparedRows, PREPARED_FOLDER } from './prepared-data'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PREPARE = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts', 'prepare', '--jobs', '1']

const making = await mkdtemp(`${DATA_FOLDER}-`)
const rows = join(making, 'rows.jsonl')
await writeFile(
  rows,
  makePreparedRows()
    .map((row) => JSON.stringify(row))
    .join('\n'),
)
const made = join(making, 'all')
execFileSync(process.execPath, [...PREPARE, '--in', rows, '--out', made], { cwd: ROOT })
if (hasStudentFile) {
  const copy = join(making, basename(STUDENT_FILE))
  await copyFile(STUDENT_FILE, copy)
  await rename(copy, join(DATA_FOLDER, basename(STUDENT_FILE)))
}
// The last: who waits for it, waits for all.
await rename(made, PREPARED_FOLDER)
await rm(making, { recursive: true })
