import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../shared/peer/llama-server', import.meta.url))
const DOWNLOAD_MS = 180_000
const START_MS = 60_000

/** Whether llama.cpp's server can be had here; otherwise why not. The first use may download it. */
export function findLlamaServer(): { readonly version: string } | { readonly problem: string } {
  if (!existsSync(program)) return { problem: `there is no ${program}` }
  const { status, stderr, stdout, error } = spawnSync(program, ['--version'], {
    encoding: 'utf8',
    timeout: DOWNLOAD_MS,
  })
  const said = `${stdout}${stderr}`.trim()
  if (status !== 0) return { problem: `${program} --version failed: ${error?.message ?? said.slice(-300)}` }
  return { version: said.split('\n')[0] ?? '' }
}

/** A running server. */
export interface LlamaServer {
  readonly origin: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** Starts the server with a model, keys and values in float32, and waits until it answers. */
export async function startLlamaServer(modelPath: string): Promise<LlamaServer> {
  const port = await findPort()
  const options = ['-m', modelPath, '--host', '127.0.0.1', '--port', String(port), '-c', '32768', '-np', '2']
  const exact = ['-ctk', 'f32', '-ctv', 'f32', '-fa', 'off']
  const child = spawn(program, [...options, '-t', '1', '--no-webui', ...exact], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  const keep = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-2000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const stop = () => endProcess(child)
  const origin = `http://127.0.0.1:${port}`
  const until = performance.now() + START_MS
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(`${origin}/health`).catch(() => null)
    if (answer?.ok) return { origin, pid: child.pid ?? -1, stop }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await stop()
  throw new Error(`llama-server did not start: ${log}`)
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
