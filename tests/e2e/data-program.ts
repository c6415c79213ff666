// Fills the folder that the app under test serves: the published benchmark file where it is at hand, and a prepared dataset.
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toPublishedVector } from '@/lib/core/direction'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { hasStudentFile, STUDENT_FILE } from './local-data'
import { DATA_FOLDER, PREPARED_FOLDER, PREPARED_ROWS } from './prepared-data'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PREPARE = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts', 'prepare', '--jobs', '1']

await rm(DATA_FOLDER, { recursive: true, force: true })
await mkdir(DATA_FOLDER)
const lines = randomExamples(PREPARED_ROWS, createRandom(77)).map(
  ({ prompt, chosen, rejected, direction, demographics }, row) =>
    JSON.stringify({
      prompt: `${prompt} row ${row}`,
      chosen: `${chosen} Reply-${row}-Here`,
      rejected,
      ...(direction && { 'Preference Direction': toPublishedVector(direction) }),
      ...(demographics && { 'Demographic Information': demographics }),
    }),
)
const rows = join(DATA_FOLDER, 'rows.jsonl')
await writeFile(rows, lines.join('\n'))
execFileSync(process.execPath, [...PREPARE, '--in', rows, '--out', PREPARED_FOLDER], { cwd: ROOT })
await rm(rows)
if (hasStudentFile) await copyFile(STUDENT_FILE, join(DATA_FOLDER, basename(STUDENT_FILE)))
