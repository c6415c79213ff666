import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { bundleProgram } from '@/tests/setup/bundle-program'

interface ApiProcess {
  readonly address: string
  readonly child: ChildProcess
}

/** The API in processes that are killed and replaced. */
export interface ApiProcesses {
  /** The address of the one that serves now. */
  readonly address: () => string
  /** Kills the one that serves, with nothing said to it, and lets the next one serve. */
  readonly replace: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Bundles the program once, so that a process is up in some hundred milliseconds, and keeps one ready beside the one that serves. */
export async function startApiProcesses(): Promise<ApiProcesses> {
  const { path, remove } = await bundleProgram('tests/annotation/api-program.ts')
  const start = async (): Promise<ApiProcess> => {
    const child = spawn(process.execPath, ['--conditions=react-server', path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line]: unknown[] = await once(child.stdout, 'data')
    return { address: String(line).trim(), child }
  }
  const kill = async ({ child }: ApiProcess) => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  let serving = await start()
  let next = start()
  return {
    address: () => serving.address,
    async replace() {
      await kill(serving)
      serving = await next
      next = start()
    },
    async close() {
      await Promise.all([kill(serving), next.then(kill)])
      remove()
    },
  }
}
