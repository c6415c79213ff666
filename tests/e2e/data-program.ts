// Fills the folder that the app under test serves: the published benchmark file where it is at hand, and a prepared dataset.
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasStudentFile, STUDENT_FILE } from './local-data'
import { DATA_FOLDER, makePreparedRows, PREPARED_FOLDER } from './prepared-data'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PREPARE = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts', 'prepare', '--jobs', '1']

await rm(DATA_FOLDER, { recursive: true, force: true })
await mkdir(DATA_FOLDER)
const rows = join(DATA_FOLDER, 'rows.jsonl')
await writeFile(
  rows,
  makePreparedRows()
    .map((row) => JSON.stringify(row))
    .join('\n'),
)
execFileSync(process.execPath, [...PREPARE, '--in', rows, '--out', PREPARED_FOLDER], { cwd: ROOT })
await rm(rows)
if (hasStudentFile) await copyFile(STUDENT_FILE, join(DATA_FOLDER, basename(STUDENT_FILE)))
