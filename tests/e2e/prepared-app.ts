import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startApp } from './started-app'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PREPARE = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts', 'prepare', '--jobs', '1']

/** An app of its own over a folder that holds one prepared dataset. */
export interface PreparedApp {
  /** The folder; the dataset lies in `all` of it. */
  readonly folder: string
  /** Id of the source. */
  readonly source: string
  /** Ends the app and removes the folder. */
  readonly end: () => Promise<void>
}

/** Prepares these rows, written as JSON lines, and starts an app on the port that offers them. */
export async function startPreparedApp(port: number, rows: readonly object[]): Promise<PreparedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'alignx-prepared-'))
  const lines = join(folder, 'rows.jsonl')
  await writeFile(lines, rows.map((row) => JSON.stringify(row)).join('\n'))
  execFileSync(process.execPath, [...PREPARE, '--in', lines, '--out', join(folder, 'all')], { cwd: ROOT })
  await rm(lines)
  const app = await startApp(port, join(folder, 'state'), { ALIGNX_DATA_DIR: folder })
  const list = await (await fetch(`http://localhost:${port}/api/v1/sources`)).json()
  return {
    folder,
    source: list.sources.find(({ kind }: { kind: string }) => kind === 'prepared').id,
    async end() {
      await app.kill()
      await rm(folder, { recursive: true })
    },
  }
}
