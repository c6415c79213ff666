import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SourceError } from './source-error'

const TRIES = 200
const PAUSE_MS = 25

/**
 * Runs `work` while holding `<file>.lock`, which holds the id of our process. A lock whose process has ended is taken
 * over. Throws `registry-busy` when the lock is held for 5 seconds, `registry-unreadable` when it cannot be made.
 */
export async function withFileLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = `${file}.lock`
  await acquire(lock)
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function acquire(lock: string): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (await tryAcquire(lock)) return
    if (await isAbandoned(lock)) await rm(lock, { force: true })
    else await sleep(PAUSE_MS)
  }
  throw new SourceError('registry-busy', 'Another process is changing the list of sources. Try again.')
}

async function tryAcquire(lock: string): Promise<boolean> {
  try {
    await mkdir(dirname(lock), { recursive: true })
    const handle = await open(lock, 'wx', 0o600)
    try {
      await handle.writeFile(String(process.pid))
    } finally {
      await handle.close()
    }
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw new SourceError(
      'registry-unreadable',
      'The state directory cannot be written to. Check its permissions and the space left.',
      { cause },
    )
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  const text = await readFile(lock, 'utf8').catch(() => '')
  const pid = Number(text)
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'ESRCH'
  }
}
