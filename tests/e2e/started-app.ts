import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface StartedApp {
  /** Ends every process of it at once, the database too, as a power cut would. Nothing to do where it has ended. */
  readonly kill: () => Promise<void>
}

/** An app of the test's own over the state folder `data`. Resolves once it serves; throws its last words otherwise. */
export async function startApp(
  port: number,
  data: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedApp> {
  const app = spawn(process.execPath, ['scripts/start.mjs', '--port', String(port), '--data', data], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()))
  const ready = new Promise<void>((resolve) => {
    for (const stream of [app.stdout, app.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (said.includes('is ready after')) resolve()
      })
  })
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`The app did not start:\n${said}`)
    }),
  ])
  return {
    async kill() {
      for (const pid of listFamily(app.pid ?? 0)) killNow(pid)
      await ended
    },
  }
}

/** Ends a process; one that ended with its parent is gone already. */
function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** A process and all that descend from it, parents first. */
function listFamily(pid: number): readonly number[] {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const parents = new Map(lines.map((line) => line.trim().split(/\s+/).map(Number)).map(([id, of]) => [id ?? 0, of]))
  const isBelow = (id: number | undefined): boolean => id === pid || (id !== undefined && isBelow(parents.get(id)))
  return [...parents.keys()].filter((id) => isBelow(id))
}
