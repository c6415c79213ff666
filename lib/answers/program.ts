import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Starts the program that works with native DuckDB, in a process of its own: a statement that takes too much memory or
 * will not end then takes no page with it. It gets no secret of this server's environment.
 * The program is `scripts/answers`, bundled by `node scripts/build-workers.mjs` so that it starts in half the time.
 */
export function startProgram(job: 'ask' | 'table'): ChildProcess {
  // Where the project lies, for a server started in its folder.
  const root = /* turbopackIgnore: true */ process.cwd()
  const args = ['--conditions=react-server', join(root, 'dist', 'answers', 'main.mjs'), job]
  return spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, HOME: process.env.HOME, NODE_ENV: 'production' },
    stdio: job === 'ask' ? ['ignore', 'ignore', 'inherit', 'ipc'] : ['pipe', 'pipe', 'inherit'],
  })
}

const PAGE_BYTES = 4096

/** Memory that a process holds, in bytes; `null` where the system does not say (only Linux does). */
export function residentBytes(pid: number | undefined): number | null {
  try {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
    return Number(pages) * PAGE_BYTES
  } catch {
    return null
  }
}
